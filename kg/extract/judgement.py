"""Comments that judge: calling a vote a farce accuses, calling a pact lawful supports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.clauses import children, conjuncts
from kg.extract.lexicon import Lexicon
from kg.extract.participants import Participants
from kg.model import Actor, Kind, Polarity, StanceValue, Statement
from kg.vocabulary import default_cameo, goldstein

if TYPE_CHECKING:
    from spacy.tokens import Token


def judged(told: Statement, verb: Token, content: Iterable[Token], participants: Participants) -> Statement:
    """The statement that `verb` makes, as accusation or support where what it says judges; `content` is what is said beside it."""
    lexicon = participants.lexicon
    if told.type is not None or verb.lemma_.lower() not in lexicon.judgements["verbs"]:
        return told
    said = [t for c in children(verb, "xcomp", "ccomp", "obl", "obj", "parataxis") for t in _predicate(c)] or [
        t for c in content if c.head not in content for t in _predicate(c)
    ]
    negative, positive = (any(_is_judgement(t, side, lexicon) for t in said) for side in ("negative", "positive"))
    if negative == positive:
        return told
    if told.polarity is Polarity.NEGATED:  # "I do not think that it is right"
        negative = not negative
    code = default_cameo("ACCUSE" if negative else "SUPPORT", None)
    return replace(
        told,
        type="ACCUSE" if negative else "SUPPORT",
        cameo=code,
        goldstein=goldstein(code),
        kind=Kind.STANCE,
        stance=StanceValue.CONDEMN if negative else StanceValue.SUPPORT,
        polarity=Polarity.ASSERTED,
        recipients=told.recipients or tuple(a for a in _judged_actors(verb, participants) if a not in told.actors),
    )


def _predicate(head: Token) -> Iterator[Token]:
    """The words that say what something is or does: the predicate with its object and their qualities, not the clauses below."""
    for item in conjuncts(head):
        yield item
        for child in children(item, "xcomp", "obj", "amod", "advmod", "compound", "nmod", "obl", "ccomp", "conj", "acl:relcl"):
            yield child
            yield from children(child, "amod", "compound", "xcomp", "obj", "conj", "case")


def _judged_actors(verb: Token, participants: Participants) -> tuple[Actor, ...]:
    """Who is judged: the subject of the content or the object of the verb, or whose they are."""
    about = [t for c in children(verb, "xcomp", "ccomp") for t in children(c, "nsubj", "nsubj:pass", "obj")] + children(
        verb, "obj"
    )
    for token in about:
        found = participants.reader.actors(token) or participants.behind(token)
        if found:
            return found
    return ()


def _is_judgement(token: Token, side: str, lexicon: Lexicon) -> bool:
    if side == "negative" and token.lower_ == "against" and token.head.head.lemma_.lower() in ("go", "run", "be"):
        return True  # "goes against the charter"
    if token.lemma_.lower() == "right" and token.pos_ == "NOUN":
        return False  # a right is claimed, not praised
    negated = any(c.lower_ in lexicon.negators for c in token.children)
    return not negated and bool({token.lemma_.lower(), token.lower_} & lexicon.judgements[side])
