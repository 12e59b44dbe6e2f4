"""Mends what a small parser gets wrong in newspaper English, where grammar leaves no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_OPENERS = word_list("openers")
_NEAR = 4  # words between "and" and its verb
_SAYING = word_list("saying")
_NOT_FOR_NAMES = frozenset({"fixed", "case", "mark", "cc", "advmod", "discourse"})
_GIVING = word_list("giving")
_TIMES = word_list("times")
_FINITE = ("VBD", "VBZ", "VBP")
_SUBJECTS = ("nsubj", "nsubj:pass")


def mend(doc: Doc) -> None:
    """Gives each sentence that ends in a full stop its main verb: in "Kenya on Monday called on ..." the verb is no participle."""
    for sentence in list(doc.sents):
        for token in sentence:
            _mend_perfect(token)
            _mend_conjunction(token)
            _mend_second_verb(token)
            _mend_shared_subject(token)
            _mend_apposed_name(token)
            _mend_verb_before_noun(token)
            _mend_receiver(token)
        _mend_semicolon(sentence)
        _mend_after_relative(sentence)
        _mend_opening_name(sentence)
        verb = _missing_verb(sentence)
        if verb is not None:
            _make_root(sentence.root, verb)


def _mend_perfect(have: Token) -> None:
    """Makes the participle right after "have" its verb, where it was read as a quality of the noun: "have tortured scores of prisoners"."""
    if (
        have.lemma_ != "have"
        or have.pos_ not in ("VERB", "AUX")
        or have.dep_ in ("aux", "aux:pass")
        or have.i + 1 >= have.sent.end
    ):
        return
    verb = have.nbor(1)
    noun = verb.head
    if (
        verb.dep_ != "amod"
        or not verb.lower_.endswith("ed")
        or noun.head != have
        or noun.dep_ != "obj"
        or noun.left_edge.i < verb.i
    ):
        return
    others = [child for child in have.children if child != noun]
    verb.pos_, verb.tag_ = "VERB", "VBN"
    verb.dep_, have.pos_ = have.dep_, "AUX"
    verb.head = verb if have.head == have else have.head
    for child in (*others, noun, have):
        child.head = verb
    have.dep_ = "aux"


def _mend_verb_before_noun(verb: Token) -> None:
    """Makes a finite verb of a participle that cannot be its noun's quality: it has an auxiliary, or the noun a subject but no verb.

    "Kenya has repeatedly rejected claims that ..." and "Chad, itself a member, merely urged restraint" are clauses, not nouns.
    """
    noun = verb.head
    if (
        verb.dep_ not in ("amod", "compound")
        or verb.tag_ not in ("VBN", "VBD")
        or noun.i < verb.i
        or noun.pos_ not in ("NOUN", "PROPN")
    ):
        return
    helped = [child for child in verb.children if child.dep_ in ("aux", "aux:pass")]
    subjects = [child for child in noun.children if child.dep_ in _SUBJECTS and child.i < verb.i]
    owner = noun.head
    timed = verb.i > verb.sent.start and verb.nbor(-1).lower_ in _TIMES
    topic = timed and noun.dep_ in ("nmod", "obl", "appos") and owner.i < verb.i and owner.pos_ in ("NOUN", "PROPN")
    if any(child.dep_ == "cop" for child in noun.children) or not (helped or subjects or topic):
        return
    if noun.dep_ in _SUBJECTS and owner.i > noun.i and owner.pos_ in ("VERB", "AUX"):
        _take_place(verb, owner)  # "rejected claims that its troops operate ...": the claims' clause was read as the sentence
        owner.head, owner.dep_ = noun, "acl"
    elif topic and not subjects:
        _take_place(verb, owner)
        owner.head, owner.dep_ = verb, "nsubj"
    else:
        _take_place(verb, noun)
    verb.pos_ = "VERB"
    for child in list(noun.children):
        if child.i < verb.i and child != verb:
            child.head = verb
    noun.head, noun.dep_ = verb, "obj"


def _mend_receiver(name: Token) -> None:
    """Makes a name before a number the one who is given something: "gave Chad 5 million dollars" speaks of no Chadian dollars."""
    if name.pos_ != "PROPN" or name.dep_ != "compound" or name.i + 1 >= name.sent.end or name.nbor(1).pos_ != "NUM":
        return
    thing = name.head
    while thing.dep_ in ("compound", "nummod") and thing.head.i > thing.i:
        thing = thing.head
    verb = thing.head
    if thing.dep_ != "obj" or verb.i > name.i or verb.lemma_.lower() not in _GIVING:
        return
    for child in list(thing.children):
        if child.i < name.i and child.dep_ == "det":
            child.head = name
    name.head, name.dep_ = verb, "iobj"


def _take_place(word: Token, other: Token) -> None:
    """Hangs a word where another one hung."""
    if other.head == other:
        word.head, word.dep_ = word, "ROOT"
    else:
        word.head, word.dep_ = other.head, other.dep_


def _mend_semicolon(sentence: Span) -> None:
    """Lets the clauses on both sides of a semicolon stand beside each other: what follows it is no part of what was "said" before."""
    mark = next((token for token in sentence if token.text == ";"), None)
    if mark is None or mark.i + 1 >= sentence.end:
        return
    root = sentence.root
    if root.i > mark.i:
        before = [t for t in root.children if t.i < mark.i and _is_clause(t)]
        if len(before) == 1 and all(child.i > mark.i for child in root.children if child != before[0] and child.dep_ != "punct"):
            first = before[0]
            first.head, first.dep_ = first, "ROOT"
            root.head, root.dep_ = first, "conj"
        return
    for token in sentence.doc[mark.i + 1 : sentence.end]:
        if token.head.i < mark.i and token.head != root.head and _is_clause(token):
            token.head, token.dep_ = root, "conj"
            return
        if token.head == root and token.dep_ in ("ccomp", "advcl", "parataxis", "dep") and _is_clause(token):
            token.dep_ = "conj"
            return


def _is_clause(token: Token) -> bool:
    """Whether a word heads a clause with a subject of its own and no conjunction that makes it depend on another."""
    found = {child.dep_ for child in token.children}
    return bool(found & {"nsubj", "nsubj:pass", "csubj", "expl"}) and "mark" not in found


def _lacks_subject(verb: Token) -> bool:
    """Whether a word is a finite verb that has no subject and hangs on no conjunction."""
    free = not any(c.dep_ in (*_SUBJECTS, "cc", "mark") for c in verb.children)
    finite = verb.tag_ in _FINITE or any(c.dep_ == "aux" and c.tag_ in (*_FINITE, "MD") for c in verb.children)
    return verb.pos_ == "VERB" and free and finite


def _mend_after_relative(sentence: Span) -> None:
    """Gives a bare name with a relative clause its main verb: in "Chad, which rejects it, reacted" nobody rejects and reacts."""
    root = sentence.root
    if root.pos_ not in ("NOUN", "PROPN") or any(child.dep_ in ("cop", *_SUBJECTS) for child in root.children):
        return
    clauses = [child for child in root.children if child.dep_ in ("acl:relcl", "acl") and child.i > root.i]
    for clause in clauses:
        for verb in clause.subtree:
            before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > sentence.start else None
            if verb.dep_ == "conj" and _lacks_subject(verb) and before is not None and before.text == ",":
                _make_root(root, verb)
                return


def _mend_opening_name(sentence: Span) -> None:
    """Makes a name the subject of the verb behind its relative clause, not of the one within: "Chad, whose army left, signed"."""
    for name in sentence:
        if name.i + 2 >= sentence.end or name.nbor(1).text != "," or name.nbor(2).lower_ not in ("who", "which", "whose"):
            continue
        within = name.head
        if (
            name.pos_ not in ("PROPN", "NOUN")
            or name.dep_ not in ("vocative", "dislocated", "nsubj", "obl")
            or within.i < name.i
            or within.pos_ != "VERB"
        ):
            return
        inside = any(child.i == name.i + 2 or child.left_edge.i == name.i + 2 for child in within.children if child != name)
        for verb in sentence.doc[within.i + 1 : sentence.end] if inside else ():
            if _lacks_subject(verb) and verb.doc[verb.left_edge.i - 1].text == "," and within.is_ancestor(verb):
                _take_place(verb, within)
                within.head, within.dep_ = name, "acl:relcl"
                name.head, name.dep_ = verb, "nsubj"
                return
        return


def _mend_conjunction(word: Token) -> None:
    """Makes "after" open a clause where a finite verb without a subject follows its noun: "after Kenya began an offensive"."""
    noun = word.head
    if word.lower_ not in _OPENERS or word.dep_ != "case" or noun.i < word.i or noun.right_edge.i + 1 >= word.sent.end:
        return
    verb = noun.right_edge.nbor(1)
    finite = verb.pos_ == "VERB" and verb.tag_ in _FINITE and not any(c.dep_ in _SUBJECTS for c in verb.children)
    above = noun.head
    while above.head != above and above.pos_ != "VERB":
        above = above.head
    if not finite or verb.is_ancestor(noun) or verb in (above, *above.ancestors) or above.pos_ != "VERB":
        return
    verb.head, verb.dep_ = above, "advcl"
    noun.head, noun.dep_ = verb, "nsubj"
    word.head, word.dep_ = verb, "mark"


def _mend_second_verb(participle: Token) -> None:
    """Makes a verb of saying the second of two where it was read as a participle: "denied it and accused Kenyan troops"."""
    noun = participle.head
    if participle.dep_ != "amod" or participle.lemma_.lower() not in _SAYING or noun.i < participle.i:
        return
    root = participle.sent.root
    conjunction = next(
        (t for t in participle.sent if t.lower_ in ("and", "but") and t.i < participle.i and participle.i - t.i <= _NEAR), None
    )
    if conjunction is None or root.pos_ != "VERB" or root.i > conjunction.i or noun.is_ancestor(root):
        return
    participle.pos_, participle.tag_ = "VERB", "VBD"
    participle.head, participle.dep_ = root, "conj"
    noun.head, noun.dep_ = participle, "obj"
    conjunction.head = participle


def _mend_shared_subject(verb: Token) -> None:
    """Gives a second verb of saying to the speaker: in "denied that it had fired and accused Kenya" the denier accuses."""
    inner = verb.head
    if verb.dep_ != "conj" or verb.lemma_.lower() not in _SAYING or inner.dep_ != "ccomp" or inner.lemma_.lower() in _SAYING:
        return
    if (
        any(child.dep_ in _SUBJECTS for child in verb.children)
        or inner.head.pos_ != "VERB"
        or verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP")
    ):
        return
    verb.head = inner.head


def _mend_apposed_name(name: Token) -> None:
    """Makes a name the subject and the phrase after its comma the apposition: "that NAME, the Kenyan envoy, would go"."""
    if name.pos_ != "PROPN" or name.dep_ not in _NOT_FOR_NAMES or name.i + 2 >= name.sent.end or name.nbor(1).text != ",":
        return
    title = next((t for t in name.sent if t.dep_ in _SUBJECTS and t.left_edge.i == name.i + 2), None)
    if title is None or name.is_ancestor(title):
        return
    name.head, name.dep_ = title.head, title.dep_
    title.head, title.dep_ = name, "appos"


def _missing_verb(sentence: Span) -> Token | None:
    """The participle after a nominal root that must be the sentence's finite verb, if the sentence has no other."""
    root = sentence.root
    nominal = root.pos_ in ("NOUN", "PROPN", "PRON") and not any(c.dep_ in ("cop", *_SUBJECTS) for c in root.children)
    if not nominal or sentence[-1].text not in ".!?":
        return None
    if any(
        c.pos_ in ("VERB", "AUX")
        and c.dep_ in ("conj", "parataxis", "acl:relcl")
        and c.tag_ in _FINITE
        and not (c.dep_ == "conj" and any(own.dep_ in _SUBJECTS for own in c.children))
        for c in root.children
    ):
        return None
    for child in root.children:
        late = child.i > root.i and child.dep_ in ("acl", "amod", "parataxis")
        if late and child.pos_ == "VERB" and child.tag_ in ("VBN", "VBD", "VBZ", "VBP") and not _helped(child):
            return child
    return None


def _helped(verb: Token) -> bool:
    return any(child.dep_ in ("aux:pass", "cop") for child in verb.children) or any(
        child.dep_ == "obl:agent" for child in verb.children
    )


def _make_root(noun: Token, verb: Token) -> None:
    """Turns noun -> verb around: the verb heads the sentence and the noun is its subject."""
    later = [child for child in noun.children if child.i > verb.i]
    verb.head = verb
    verb.dep_ = "ROOT"
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
    noun.head = verb
    noun.dep_ = "nsubj"
    for child in later:
        child.head = verb
