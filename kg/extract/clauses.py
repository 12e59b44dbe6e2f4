"""The grammar of a clause: who is subject and object once passives, control, relatives and coordination are undone.

All functions read a Universal Dependencies parse and know no vocabulary but function words and the lists of `ontology/lexicon/grammar.yaml`. A *slot* names a place in the
clause: `subj`, `obj`, `iobj`, `poss`, `amod`, `compound`, `xcomp`, `ccomp`, or a preposition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

# What follows these is the writer's own remark, whoever is quoted around it.
CONCEDING = frozenset({"despite", "in spite of", "notwithstanding", "amid"})
RELATIVE = frozenset({"who", "which", "that", "whom", "where", "when", "whose"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "conj", "root", "ROOT", "advcl:relcl"})
_OBJECT_CONTROL = word_list("object_control")
_OBJECT_GERUND = word_list("object_gerund")
_FIXED = word_list("fixed_prepositions")
_ADDRESSING = word_list("addressing")
_WITH_INFINITIVE = word_list("with_infinitive")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL_ROLES = frozenset(
    {"obl", "nmod", "obl:agent", "nmod:poss", "obl:unmarked", "nmod:unmarked", "advcl", "acl", "obl:tmod", "nmod:desc"}
)


def children(token: Token, *deps: str) -> list[Token]:
    """The dependents of `token` in these relations, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def is_verbal(token: Token) -> bool:
    """Whether the word heads a clause: a full verb that is no mere modifier before its noun."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in (
        "aux",
        "aux:pass",
        "cop",
        "amod",
        "compound",
        "case",
        "mark",
        "fixed",
        "flat",
    )


def is_passive(token: Token) -> bool:
    """Whether the surface subject of the verb is what is acted upon; who is "engaged" or "involved" in a thing does it."""
    if token.lemma_.lower() in ("engage", "involve") and any(preposition(c) == "in" for c in children(token, "obl", "advcl")):
        return False
    if children(token, "aux:pass", "nsubj:pass", "csubj:pass"):
        return True
    if token.dep_ == "acl" and token.tag_ == "VBN":
        return True
    if token.dep_ == "conj" and token.tag_ == "VBN" and not _own_subject(token) and not children(token, "aux"):
        return is_passive(token.head)
    return False


def relative_antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other word stands for itself."""
    if token.lower_ not in RELATIVE or token.pos_ not in ("PRON", "DET", "ADV", "SCONJ"):
        return token
    verb = token
    for _ in range(6):
        if verb.dep_ == "acl:relcl":
            return _nearest_name(token) or verb.head
        if verb.head == verb:
            break
        verb = verb.head
    return token


def _nearest_name(pronoun: Token) -> Token | None:
    """The name right before ", which" or ", who", to which such a remark belongs however far up the parser hung it."""
    at = pronoun.i - 1
    if at < 1 or pronoun.doc[at].text not in (",", "—", "–", "-") or pronoun.lower_ not in ("who", "which", "whom"):
        return None
    before = pronoun.doc[at - 1]
    return before if before.pos_ == "PROPN" and before.i >= pronoun.sent.start else None


def _own_subject(token: Token) -> list[Token]:
    return [relative_antecedent(child) for child in children(token, "nsubj", "nsubj:pass", "csubj", "nsubj:outer")]


def surface_subject(token: Token, depth: int = 0) -> list[Token]:
    """The words that stand as subject, inherited through control and coordination where the clause has none of its own."""
    own = _own_subject(token) or _for_subject(token)
    if own or depth > 8:
        return own
    head, dep = relation(token)
    if dep == "conj":
        return surface_subject(head, depth + 1) if head.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") else []
    if dep == "xcomp":
        return _controller(head, depth)
    if (
        dep == "advcl"
        and token.tag_ == "VBG"
        and head.lemma_.lower() in _OBJECT_GERUND
        and preposition(token) in ("of", "for", "from")
    ):
        return objects(head)
    if dep in ("advcl", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        finite = children(token, "aux") and not _has_to(token)
        return [] if finite and dep == "ccomp" else surface_subject(head, depth + 1)
    if dep in ("acl", "acl:relcl"):
        return _antecedent_subject(token, depth)
    return []


def _for_subject(token: Token) -> list[Token]:
    """The subject of an infinitive in "for the army to enter"."""
    for to in children(token, "mark"):
        if to.lower_ != "to" or to.i == 0:
            continue
        at = to.nbor(-1)
        for _ in range(4):
            if preposition(at) == "for" and at.right_edge.i == to.i - 1:
                return [at]
            at = at.head
    return []


def _has_to(token: Token) -> bool:
    return any(child.lower_ == "to" for child in children(token, "mark", "aux"))


def _controller(head: Token, depth: int) -> list[Token]:
    """Who does what an infinitive says: the object of "urge", the subject of "try"."""
    if head.lemma_.lower() in _OBJECT_CONTROL and not is_passive(head):
        objects = children(head, "obj", "iobj") or slot(head, "on") or slot(head, "upon") or slot(head, "for")
        if objects:
            return objects
    return surface_subject(head, depth + 1)


def _antecedent_subject(token: Token, depth: int) -> list[Token]:
    """The subject of a clause that hangs on a noun: the noun, or for "attempt to ..." whoever makes the attempt."""
    noun = token.head
    if token.dep_ == "acl" and _has_to(token):
        if preposition(noun) == "for":
            return [noun]  # "an agreement for the army to enter"
        owners = children(noun, "nmod:poss")
        if owners:
            return owners
        verb = noun.head
        if noun.dep_ in ("obj", "obl", "nsubj:pass", "xcomp", "conj") and verb.pos_ in ("VERB", "AUX"):
            return surface_subject(verb, depth + 1)
        return []
    return [noun]


def subject(token: Token) -> list[Token]:
    """Who acts: the subject of an active clause, the agent of a passive one."""
    if is_passive(token):
        return [
            child for child in token.children if child.dep_ == "obl:agent" or (child.dep_ == "obl" and preposition(child) == "by")
        ]
    return surface_subject(token)


def objects(token: Token) -> list[Token]:
    """Who or what is acted upon: the object, or the subject of a passive; a gap in a relative clause is filled."""
    if is_passive(token):
        return surface_subject(token)
    own = [relative_antecedent(child) for child in children(token, "obj")]
    own = own or [
        relative_antecedent(c)
        for c in children(token, "obl", "nsubj:outer")
        if c.lower_ in ("which", "whom") and preposition(c) is None
    ]
    if (
        not own
        and token.dep_ == "acl:relcl"
        and _own_subject(token)
        and not any(t.i == token.head.i for t in _own_subject(token))
    ):
        gap = [c for c in token.children if c.dep_ in ("obl", "advmod") and c.lower_ in RELATIVE]
        return [] if gap or children(token, "ccomp", "xcomp") else [token.head]
    return own


def preposition(token: Token) -> str | None:
    """The preposition before a phrase, several words of it joined by blanks ("according to")."""
    for case in token.children:
        if (
            case.dep_ in ("case", "mark")
            and case.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "PART")
            and case.i < token.i
            and case.lower_ != "'s"
        ):
            return " ".join([case.lower_, *(t.lower_ for t in case.children if t.dep_ == "fixed")])
    return None


def slot(token: Token, name: str) -> list[Token]:
    """The heads of the phrases that stand in a slot of `token`."""
    if name == "subj":
        return subject(token)
    if name == "obj":
        return objects(token)
    if name == "iobj":
        return children(token, "iobj")
    if name == "poss":
        return children(token, "nmod:poss")
    if name in ("amod", "compound"):
        return children(token, "amod", "compound", "nmod:desc")
    if name in ("xcomp", "ccomp", "acl", "advcl"):
        return children(token, name)
    return [relative_antecedent(child) for child in token.children if child.dep_ in _NOMINAL_ROLES and _case_is(child, name)]


def _case_is(token: Token, name: str) -> bool:
    case = preposition(token)
    return (
        case == name
        or (case is not None and case.endswith(" " + name) and case not in _FIXED)
        or (name == "on" and case == "upon")
        or (name == "to" and case == "into")
    )


def is_plural(token: Token) -> bool:
    """Whether a word has the form of a plural."""
    return "Plur" in token.morph.get("Number", [])


def conjuncts(token: Token) -> list[Token]:
    """The word and those coordinated with it ("Kenya, Uganda and Chad"), in text order."""
    found = {token.i: token}
    pending = [token]
    while pending:
        for child in children(pending.pop(), "conj"):
            if child.i not in found:
                found[child.i] = child
                pending.append(child)
    return [found[i] for i in sorted(found)]


def first_conjunct(token: Token) -> Token:
    """The first of those coordinated with a word."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def particles(token: Token) -> set[str]:
    """The particles and prepositions that go with a verb, by which its frames are told apart."""
    found = {
        child.lower_
        for child in token.children
        if child.dep_ in ("compound:prt", "advmod", "case", "mark", "obl", "discourse", "xcomp") and len(child.lower_) < 9
    }
    for child in token.children:
        case = preposition(child) if child.dep_ in _NOMINAL_ROLES else None
        if case:
            found.update(case.split())
    return found


def relation(token: Token) -> tuple[Token, str]:
    """The head and relation of a word, with infinitives put back under the verb that asks for them.

    Parsers hang "to leave" in "urged Chad to leave" now on the verb as adjunct, now on the object; it is the verb's complement.
    """
    head, dep = token.head, token.dep_
    if (
        dep == "acl"
        and _has_to(token)
        and head.dep_ in ("obj", "obl", "iobj", "nsubj:pass")
        and head.head.lemma_.lower() in _OBJECT_CONTROL
    ):
        return head.head, "xcomp"
    if (
        dep == "acl"
        and token.tag_ == "VBG"
        and head.dep_ == "obl"
        and preposition(head) == "to"
        and token.lemma_.lower() in _ADDRESSING
    ):
        return head.head, "advcl"  # "wrote to the minister asking for help": the writer asks
    if dep == "advcl" and _has_to(token) and (noun := _promising(token, head)) is not None:
        return noun, "acl"
    if dep == "acl" and head.dep_ == "obj" and token.tag_ == "VBG" and preposition(token) in ("of", "from", "for", "into"):
        return head.head, "advcl"
    if dep == "conj" and head.dep_ == "ccomp" and _own_subject(token) and any(c.lower_ == "but" for c in children(token, "cc")):
        return head.head, "conj"  # "Kenya said that Chad attacked, but Chad denied it": the denial is the writer's to tell
    finite = token.tag_ in _FINITE or (token.tag_ == "VBN" and not children(token, "aux", "aux:pass"))
    infinite = head.tag_ in ("VB", "VBG") or any(c.lower_ == "having" for c in children(head, "aux"))
    if dep == "conj" and finite and infinite and not _own_subject(token):
        return _finite_above(head), "conj"
    purpose = token.i < head.i  # "to resolve it, they invited ..." says what for
    if (
        dep == "advcl"
        and not purpose
        and _has_to(token)
        and head.lemma_.lower() in _OBJECT_CONTROL
        and not children(head, "xcomp")
    ):
        return head, "xcomp"
    return head, dep


def _promising(infinitive: Token, verb: Token) -> Token | None:
    """The object right before "to" whose content the infinitive is: in "backed Chad's push to free it" the push is to free it."""
    first = infinitive.left_edge
    noun = first.nbor(-1) if first.lower_ == "to" and first.i > 0 else None
    return (
        noun
        if noun is not None and noun.dep_ == "obj" and noun.head == verb and noun.lemma_.lower() in _WITH_INFINITIVE
        else None
    )


def _finite_above(token: Token) -> Token:
    """The finite verb over an infinitive or gerund, with which a finite verb must be coordinated ("urged him to stay and left")."""
    at = token
    while at.head != at and at.tag_ not in _FINITE:
        at = at.head
    return at


def clause_of(token: Token) -> Token:
    """The nearest word at or above `token` that heads a clause."""
    at = token
    while at.head != at and not (is_verbal(at) or at.dep_ in _CLAUSAL - {"conj"}):
        at = at.head
    return at


def ancestors(token: Token) -> Iterator[tuple[Token, Token, str]]:
    """The steps from `token` up to the root: dependent, head, and relation (see `relation`)."""
    at = token
    while at.head != at:
        head, dep = relation(at)
        yield at, head, dep
        at = head


def extent(token: Token, *, without: frozenset[str] = frozenset({"parataxis", "discourse", "cc"})) -> tuple[int, int]:
    """First and last word of the phrase headed by `token`, leaving out side remarks and coordinated clauses."""
    first = last = token.i
    pending = [token]
    while pending:
        word = pending.pop()
        for child in word.children:
            if word == token and (child.dep_ in without or (child.dep_ == "conj" and is_verbal(child))):
                continue
            if word == token and child.dep_ == "punct":
                continue
            first, last = min(first, child.i), max(last, child.i)
            pending.append(child)
    return first, last
