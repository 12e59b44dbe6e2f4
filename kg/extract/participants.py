"""Who does it to whom: the actors and recipients of an act, through light verbs, possessors and events told before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.attribution import speech
from kg.extract.clauses import ancestors, children, conjuncts, is_passive, is_verbal, preposition, relation, slot, subject
from kg.extract.coding import Act, find_slots, owners, parties
from kg.extract.coreference import Reader
from kg.extract.discourse import Discourse, Happening
from kg.extract.lexicon import Frame
from kg.extract.qualifiers import is_content
from kg.extract.wordlists import word_list
from kg.model import Actor, ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_PAIR = 2
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ADDRESSED = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
_COMMITTING = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE", "PROTEST"})
_ANSWERABLE = frozenset({"ACCUSE", "REQUEST", "AGREE", "THREATEN"})
_ADDRESSES = ("to", "against", "with", "toward", "towards")  # where whom an act is meant for stands when its frame does not say
_ANSWERED = 4  # sentences within which a charge is answered
_AIMED = frozenset({"THREATEN", "PROTEST", "REJECT"})  # whoever is named in what these say is whom they are aimed at
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})
_EXCEPT = word_list("except")
_WHERE = {
    "MOBILIZE": frozenset({"in", "into", "on", "along", "near"}),
    "ASSAULT": frozenset({"in"}),
    "PROTEST": frozenset({"in"}),
}
_PEACE = word_list("peace")


def _only_where(name: str, frame: Frame | None) -> bool:
    """Whether a slot says where troops or crowds are and not whom they are meant for: "deployed in Chad"; `Statement.place` has it."""
    if frame is None or (name == frame.particle and frame.type != "MOBILIZE"):
        return False
    return name in _WHERE.get(frame.type or "", ())


class Participants:
    """Reads the arguments of acts against the discourse."""

    def __init__(self, reader: Reader, discourse: Discourse) -> None:
        self.reader = reader
        self.discourse = discourse
        self.lexicon = discourse.lexicon
        self._within: set[int] = set()  # promises and demands being read, lest one be sought within itself

    def of(self, act: Act, found: Mapping[int, Act]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """The actors and the recipients of an act; `found` are the acts of its sentence."""
        if act.maker:
            return act.maker, self._of_compound(act)
        if act.token.dep_ == "amod" and act.token.tag_ == "VBN":
            return self._banning(act, act.token.head), self._of_participle(act.token)
        actors = (self._sending(act) or self._doers(act)) if act.is_verb else self._noun_actors(act, found)
        if act.frame is None:
            recipients = self._objects_of_unknown(act)
        else:
            recipients = self._in_slots(act, act.frame) or self._implied(act, act.frame, actors, found)
            actors, recipients = self._sides(act, act.frame, actors, recipients)
        spared = self._excepted(act) if recipients else ()
        return actors, tuple(r for r in recipients if r not in actors and r not in spared)

    def _objects_of_unknown(self, act: Act) -> tuple[Actor, ...]:
        """Upon whom a verb that the lexicon does not know acts; "named it" names a thing as often as a state."""
        if any(t.lower_ == "it" for t in children(act.token, "obj")):
            return ()
        return find_slots(act, ("obj",), self.reader)

    def _in_slots(self, act: Act, frame: Frame) -> tuple[Actor, ...]:
        """The recipients where the frame says that they stand, or whose the things are that stand there."""
        slots = tuple(name for name in frame.recipient if not _only_where(name, frame))
        found = find_slots(act, slots, self.reader)
        if not found and "obj" in slots and (act.is_verb or frame.kind != "relation"):
            found = self._beyond_object(act)
        if not found and act.is_verb and "subj" in slots:
            found = self.subject_actors(act.token) or tuple(a for t in subject(act.token) for a in self.behind(t))
        return found

    def _implied(self, act: Act, frame: Frame, actors: tuple[Actor, ...], found: Mapping[int, Act]) -> tuple[Actor, ...]:
        """The recipients that only the content of an act or what was told before tells."""
        recipients: tuple[Actor, ...] = ()
        if frame.type in _ADDRESSED:
            recipients = self._of_content(act)
        if not recipients and frame.type == "REJECT":
            recipients = self._answered(act, actors)
        if not recipients and frame.type in _COMMITTING:
            recipients = self._of_promised(act, found, actors)
        if not recipients and act.is_verb and frame.kind == "event" and not frame.mutual:
            recipients = find_slots(act, _ADDRESSES, self.reader)
        return recipients

    def _sides(
        self, act: Act, frame: Frame, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Who stands on which side, once ties, mutual acts, passives and victims are put right."""
        if frame.kind == "relation" and not act.is_verb:
            actors, recipients = self._tied(act.token, actors, recipients)
        if frame.mutual and not act.is_verb and not parties(act.token, self.reader):
            actors = tuple(dict.fromkeys((*self._host(act.token), *actors)))
        if frame.mutual or frame.partner:
            partners = find_slots(act, frame.partner or ("with",), self.reader)
            actors = tuple(dict.fromkeys((*actors, *partners)))
        if frame.mutual:
            actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
        if frame.type in _HOSTILE and set(recipients) <= set(actors) and (recipients or self._theirs(act)):
            recipients = self._victim(act)
        if not actors and act.is_verb and is_passive(act.token):
            actors = self._banning(act, act.token)
            if frame.type == "MOBILIZE":  # who is sent goes: "the force deployed in Chad"
                actors, recipients = recipients, ()
        return actors, recipients

    def _doers(self, act: Act) -> tuple[Actor, ...]:
        """Who does what a verb says: its subject, or who stands in the slots of a frame that tells it from the other side.

        Kenya condemns in "Chad came under criticism from Kenya" and in "Kenya was angered by Chad".
        """
        if act.frame is None or act.frame.actor == ("subj",):
            return self.subject_actors(act.token, things=act.frame is not None)
        return find_slots(act, act.frame.actor, self.reader)

    def _sending(self, act: Act) -> tuple[Actor, ...]:
        """Whose troops go, where the verb has no subject of its own: "the pact on sending Kenyan soldiers to Chad"."""
        if act.frame is None or act.frame.type != "MOBILIZE" or children(act.token, "nsubj", "nsubj:pass"):
            return ()
        things = slot(act.token, "obj") if act.token.tag_ == "VBG" and act.token.dep_ in ("acl", "advcl") else []
        return tuple(a for thing in things for a in self.reader.state_of(thing))

    def _banning(self, act: Act, held: Token) -> tuple[Actor, ...]:
        """Where a participle of law tells who decreed it: "a banned party in Chad" is banned by Chad."""
        if act.frame is None or act.frame.type not in ("COERCE", "SANCTION"):
            return ()
        return tuple(a for where in slot(held, "in") for a in self.reader.actors(where) if a.kind is ActorKind.STATE)

    def _excepted(self, act: Act) -> tuple[Actor, ...]:
        """Whom a phrase takes out of those meant: "invited the neighbours, with the exception of Chad", "all members but Mali"."""
        found: list[Actor] = []
        for head in (act.token, *(thing for name in ("obj", "to", "on") for thing in slot(act.token, name))):
            for child in head.children:
                if preposition(child) in _EXCEPT:
                    found.extend(self.reader.actors(child))
                elif child.lemma_.lower() == "exception" and preposition(child) == "with":
                    found.extend(actor for inner in slot(child, "of") for actor in self.reader.actors(inner))
        return tuple(found)

    def _tied(
        self, noun: Token, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """The two sides of a tie, one of which may be the noun itself: "its two neighbours"."""
        themselves = tuple(a for a in self.reader.actors(noun) if a not in (*actors, *recipients))
        if (actors and recipients) or not themselves:
            return actors, recipients
        return (actors or recipients), themselves

    def _theirs(self, act: Act) -> bool:
        """Whether what is hit is told by "its" or "their": "was striking posts along its border"."""
        return act.is_verb and any(
            t.lower_ in ("its", "their") and t.dep_ == "nmod:poss" for t in act.token.subtree if t.i > act.token.i
        )

    def _victim(self, act: Act) -> tuple[Actor, ...]:
        """Who suffers where "its" cannot be the attacker's own: "Kenya said that Chad had attacked its troops"."""
        for _, head, _ in ancestors(act.token):
            if speech(head, self.lexicon) is not None:
                return self.subject_actors(head)
        return ()

    def _of_participle(self, participle: Token) -> tuple[Actor, ...]:
        """To whom a participle before its noun was done: "captured rebels", "Chad is a banned movement"."""
        noun = participle.head
        return self.reader.actors(noun) or (self.subject_actors(noun) if children(noun, "cop") else ())

    def _host(self, noun: Token) -> tuple[Actor, ...]:
        """Who holds the talks of which a verb's phrase speaks: "in a call with Chad, Kenya's president said"."""
        verb = noun.head
        return self.subject_actors(verb) if noun.dep_ in ("obl", "obj") and is_verbal(verb) and slot(noun, "with") else ()

    def subject_actors(self, verb: Token, *, things: bool = True) -> tuple[Actor, ...]:
        """Who does what a verb says; with `things`, also those behind a subject that is a deed or word of theirs."""
        found: list[Actor] = []
        for head in subject(verb):
            for actor in self.reader.actors(head) or (self._thing_of(head) if things else ()):
                if actor not in found:
                    found.append(actor)
        return tuple(found)

    def _thing_of(self, head: Token) -> tuple[Actor, ...]:
        """Who acts where the subject is a thing of theirs: "a Kenyan statement", "Chad's offensive", "the Kenyan attack"."""
        if self.reader.mention(head) is not None or head.pos_ == "PRON":
            return ()
        if head.lemma_.lower() in self.lexicon.speech_nouns or head.lemma_.lower() in self.lexicon.nouns:
            return self.behind(head)
        return ()

    def _noun_actors(self, act: Act, found: Mapping[int, Act]) -> tuple[Actor, ...]:
        token, frame = act.token, act.frame
        if frame is None:
            return ()
        both = parties(token, self.reader)
        if both:
            return both
        if token.pos_ == "ADJ":
            return self._of_adjective(token)
        if frame.kind == "relation" and children(token, "cop"):
            return self.subject_actors(token) or tuple(a for s in slot(token, "subj") for a in self.reader.actors(s))
        found_actors: list[Actor] = []
        for name in frame.actor:
            for child in slot(token, name):
                found_actors.extend(a for a in self.reader.actors(child) if a not in found_actors)
            if found_actors:
                return tuple(found_actors)
        apposed = token.head if token.dep_ in ("appos", "acl") else None
        if frame.kind == "relation" and apposed is not None:
            return self.reader.actors(apposed)
        if frame.kind == "relation":
            return ()
        head = token.head
        judged = head.lemma_.lower() in self.lexicon.judgements["verbs"]  # who calls a pact void has not made it
        if (
            token.dep_ in ("obj", "obl")
            and is_verbal(head)
            and not judged
            and (head.i not in found or found[head.i].frame is None)
        ):
            return self.subject_actors(head)
        around = self._around(token, frame, found)
        if around or not (token.dep_.startswith("nsubj") or (judged and token.dep_ == "obj")):
            return around
        known = self._known_event(token, frame)
        return known.actors if known is not None else ()

    def _around(self, token: Token, frame: Frame, found: Mapping[int, Act]) -> tuple[Actor, ...]:
        """Whose event a noun is by what it hangs on: "Chad and Mali in conflict", "began an offensive with raids and an invasion"."""
        for child, head, dep in ancestors(token):
            above = found.get(head.i)
            if dep == "nmod" and preposition(child) in ("in", "at", "of", "under") and self.reader.mention(head) is not None:
                return self.reader.actors(head)
            if above is not None and above.frame is not None and above.frame.type == frame.type == "ASSAULT":
                return self.subject_actors(head) if above.is_verb else ()
            if dep in ("acl:relcl", "ccomp", "nsubj"):
                return ()
        return ()

    def _of_adjective(self, token: Token) -> tuple[Actor, ...]:
        """Of whom an adjective is said: its subject, its noun, or the subject of which its noun is said."""
        found = self.subject_actors(token)
        noun = token.head
        if found or token.dep_ not in ("amod", "appos", "conj", "acl"):
            return found
        return self.reader.actors(noun) or (self.subject_actors(noun) if children(noun, "cop") else ())

    def _known_event(self, token: Token, frame: Frame | None) -> Happening | None:
        """The event told before that "the offensive" or "this agreement" means."""
        if not any(c.lower_ in _DEFINITE for c in children(token, "det")):
            return None
        return self.discourse.recall(token.lemma_.lower(), frame.type if frame else None)

    def behind(self, token: Token) -> tuple[Actor, ...]:
        """The actors in the phrase of a noun that is no actor itself: its two sides, its owners, or those of the event it means."""
        return parties(token, self.reader) or owners(token, self.reader) or self.told_before(token)

    def _of_compound(self, act: Act) -> tuple[Actor, ...]:
        """The other side of "Kenya-backed rebels", "a Kenya-brokered truce between Chad and Mali"."""
        noun = act.token.head
        for found in (self.reader.actors(noun), parties(noun, self.reader), owners(noun, self.reader), self.told_before(noun)):
            others = tuple(a for a in found if a not in act.maker)
            if others and noun.lemma_.lower() in _PEACE and all(a.kind is ActorKind.PERSON and a.country for a in others):
                return tuple(dict.fromkeys(self.discourse.directory.actor(f"state:{a.country}") for a in others))
            if others:
                return others
        return self._warring() if noun.lemma_.lower() in _PEACE else ()

    def _warring(self) -> tuple[Actor, ...]:
        """The two sides of the conflict that the text is about."""
        for happening in reversed(self.discourse.happenings):
            if happening.type == "ASSAULT" and len(happening.actors) > 1:
                return happening.actors
        return self._at_odds()

    def _at_odds(self) -> tuple[Actor, ...]:
        """The states last named together."""
        for referent in reversed(self.discourse.referents):
            if len(referent.actors) == _PAIR and all(actor.kind is ActorKind.STATE for actor in referent.actors):
                return referent.actors
        return ()

    def _of_content(self, act: Act) -> tuple[Actor, ...]:
        """Whom a demand or charge is aimed at, where only its content says so: "demanded that Chad withdraw"."""
        for clause in children(act.token, "ccomp", "acl"):
            for head in subject(clause) or slot(clause, "obj"):
                found = self.reader.actors(head)
                if found:
                    return found
        head, dep = relation(act.token)
        if dep in ("advcl", "conj") and speech(head, self.lexicon) is not None:  # "wrote to Chad, asking ..."
            return find_slots(Act(head, None), ("to", "obj", "iobj"), self.reader)
        return ()

    def _of_promised(self, act: Act, found: Mapping[int, Act], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """At whom a demand, threat, promise or refusal is aimed: those whom the act in it would reach, "refused to leave Chad"."""
        if act.token.i in self._within:
            return ()
        self._within.add(act.token.i)
        try:
            return self._reached(act, found, actors)
        finally:
            self._within.discard(act.token.i)

    def _reached(self, act: Act, found: Mapping[int, Act], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        heads = [act.token] if act.object is None else [act.token, act.object]
        slots = act.frame.content_slot if act.frame is not None else ()
        contents = [child for head in heads for child in head.children if is_content(child, relation(child)[1], slots)]
        if act.frame is not None and act.frame.type == "PROTEST":
            contents = [child for child in act.token.children if child.dep_ in ("advcl", "acl", "xcomp")]
        for child in contents:
            inner = found.get(child.i)
            if inner is None:
                continue
            doers, targets = self.of(inner, found)
            if inner.frame is None and not targets:
                targets = find_slots(inner, _ADDRESSES, self.reader)
            others = tuple(a for a in targets if a not in actors)
            partners = tuple(a for a in doers if a not in actors)
            reached = (partners or others) if act.frame is not None and act.frame.type == "REQUEST" else (others or partners)
            if reached:
                return reached
        if act.frame is None or act.frame.type not in _AIMED:
            return ()
        ours = {actor.country for actor in actors if actor.country}
        named = (self.reader.actors(t) for child in contents for t in child.subtree if t.pos_ in ("PROPN", "NOUN"))
        abroad = (
            tuple(a for a in there if a not in actors and not (a.kind is ActorKind.STATE and a.country in ours))
            for there in named
        )
        return next((others for others in abroad if others), ())

    def _answered(self, act: Act, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Whom a denial or refusal answers, where its object only names the charge or request: "Chad dismissed the charge"."""
        things = [act.object] if act.object is not None else slot(act.token, "obj")
        for thing in things:
            whose = tuple(actor for actor in owners(thing, self.reader) if actor not in actors)
            if whose:
                return whose  # "rejected the Chadian proposal"
            kinds = {frame.type for frame in self.lexicon.nouns.get(thing.lemma_.lower(), ())} & _ANSWERABLE
            definite = any(c.lower_ in _DEFINITE for c in children(thing, "det"))
            if not definite or not (kinds or thing.lemma_.lower() in self.lexicon.speech_nouns):
                continue
            return self._accuser(set(actors))
        return ()

    def _accuser(self, accused: set[Actor]) -> tuple[Actor, ...]:
        """Who last said something of somebody, or asked something of them."""
        for told in reversed(self.discourse.happenings):
            if self.discourse.sentence - told.sentence > _ANSWERED:
                return ()
            if told.speakers and accused & set(told.actors) and not accused & set(told.speakers):
                return told.speakers[-1:]
            if told.type in _ANSWERABLE and not accused & set(told.actors):
                return told.actors
        return ()

    def _beyond_object(self, act: Act) -> tuple[Actor, ...]:
        """Whose the object is, where the object is no actor: "condemned Kenyan raids", "backed Chad's push"."""
        for thing in slot(act.token, "obj"):
            for item in conjuncts(thing):
                found = self.behind(item)
                if found:
                    return found
        return ()

    def is_told_before(self, act: Act) -> bool:
        """Whether a definite noun only mentions again an event told before, with nothing new about it: "under the agreement"."""
        token = act.token
        plain = all(child.dep_ in ("det", "case", "punct", "amod", "compound") for child in token.children) and not any(
            self.reader.actors(child) for child in children(token, "amod", "compound")
        )
        return not act.is_verb and plain and self._known_event(token, act.frame) is not None

    def _summed_up(self, token: Token) -> Happening | None:
        """The event of force told before that "the operation" or "this campaign" sums up."""
        definite = any(c.lower_ in _DEFINITE for c in children(token, "det"))
        sums_up = definite and token.lemma_.lower() in self.lexicon.judgements["operations"]
        return self.discourse.recall("", "ASSAULT") if sums_up else None

    def told_before(self, token: Token) -> tuple[Actor, ...]:
        """Who acts in the event told before that a noun phrase means or speaks of: "the conclusions of the summit"."""
        frames = self.lexicon.nouns.get(token.lemma_.lower(), ())
        known = self._known_event(token, frames[0] if frames else None) or self._summed_up(token)
        if known is not None:
            return known.actors
        return next((found for inner in children(token, "nmod") if (found := self.told_before(inner))), ())
