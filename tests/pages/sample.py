"""An invented region and its reports: enough actors and accounts to look at, none of them real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from random import Random

from kg.model import (
    Actor,
    ActorKind,
    Certainty,
    Document,
    Eventuality,
    Kind,
    Office,
    Page,
    Polarity,
    Profile,
    StanceValue,
    Statement,
)  # fmt: skip

STATES = (
    "Aldoria", "Brevania", "Castrel", "Dunmark", "Estavia", "Feldoria", "Galtia", "Hestria", "Ilmaren", "Jorvania", "Kestria", "Lormark",
)  # fmt: skip
PEOPLE = {
    "Irena Valk": ("foreign minister", "Aldoria"), "Tomas Berg": ("prime minister", "Brevania"), "Suna Orel": ("president", "Castrel"),
    "Marek Dahl": ("defence minister", "Dunmark"), "Lea Kovan": ("special envoy", "Estavia"), "Pavo Rin": ("president", "Galtia"),
}  # fmt: skip
BODIES = ("Council of the Straits", "Regional Observer Mission", "Joint River Commission", "Estavian Ministry of Trade")
GROUPS = ("Northern Front", "Highland Guard")
WIRES = ("Straits Wire", "Castrel Press Agency", "Morning Gazette")

# type, kind, stance, words before the trigger, trigger, words after the recipient
FORMS = (
    ("ACCUSE", Kind.EVENT, None, "on Monday", "accused", "of moving guns toward the river crossing"),
    ("CONSULT", Kind.EVENT, None, "", "met", "in the lakeside town for a second day of talks"),
    ("AGREE", Kind.EVENT, None, "", "signed an accord with", "on the shared use of the northern port"),
    ("AID", Kind.EVENT, None, "", "sent grain and medicine to", "after the spring floods"),
    ("SANCTION", Kind.EVENT, None, "", "imposed sanctions on", "over the seizure of two ferries"),
    ("THREATEN", Kind.EVENT, None, "", "threatened", "with the closing of the canal"),
    ("REQUEST", Kind.EVENT, None, "", "called on", "to let observers return to the valley"),
    ("REJECT", Kind.EVENT, None, "flatly", "rejected", "as a broker of the dispute"),
    ("COOPERATE", Kind.EVENT, None, "", "held joint patrols with", "along the coastal road"),
    ("MOBILIZE", Kind.EVENT, None, "", "massed troops against", "near the old customs post"),
    ("ASSAULT", Kind.EVENT, None, "", "shelled", "across the river before dawn"),
    ("SUPPORT", Kind.EVENT, None, "", "praised the restraint of", "in a letter to the assembly"),
    (None, Kind.STANCE, StanceValue.CONDEMN, "strongly", "condemned", "for the raid on the signal station"),
    (None, Kind.STANCE, StanceValue.SUPPORT, "still", "backs", "in the quarrel over the fishing grounds"),
    (None, Kind.RELATION, None, "", "is an ally of", "under a treaty of mutual defence"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    profiles: dict[str, Profile]


def actors() -> dict[str, Actor]:
    """Everybody in the invented region, by name."""
    found = [Actor(f"state:X{index:02d}", name, ActorKind.STATE, f"X{index:02d}") for index, name in enumerate(STATES)]
    country = {actor.name: actor.country for actor in found}
    found += [Actor(f"local:person:{_slug(name)}", name, ActorKind.PERSON, country[state]) for name, (_, state) in PEOPLE.items()]
    found += [Actor(f"org:{_slug(name)}", name, ActorKind.ORGANIZATION) for name in BODIES]
    found += [Actor(f"group:{_slug(name)}", name, ActorKind.GROUP) for name in GROUPS]
    found += [Actor(f"news:{_slug(name)}", name, ActorKind.NEWS) for name in WIRES]
    return {actor.name: actor for actor in found}


def profiles() -> dict[str, Profile]:
    made = {actor.id: Profile(actor) for actor in actors().values()}
    known = actors()
    for name, (title, state) in PEOPLE.items():
        actor = known[name]
        office = Office(actor.id, title, known[state].country, "minister", "2031-02-01")
        made[actor.id] = Profile(actor, aliases=(name.split()[1], f"{title.title()} {name.split()[1]}"), offices=(office,))
    return made


def sample(sentences: int = 150, seed: int = 11) -> Sample:
    """Reports of some twelve sentences each, with a statement for every sentence and a denial here and there."""
    random, known, number = Random(seed), actors(), count(1)
    documents, statements = [], []
    for start in range(0, sentences, 12):
        document, told = _report(random, known, min(12, sentences - start), next(number))
        documents.append(document)
        statements += told
    return Sample(tuple(documents), tuple(statements), profiles())


def _report(random: Random, known: dict[str, Actor], sentences: int, number: int) -> tuple[Document, list[Statement]]:
    wire = random.choice(WIRES)
    parts = [_sentence(random, known, wire) for _ in range(sentences)]
    text, spans = "", []
    for index, part in enumerate(parts):
        spans.append(len(text) + part[0].index(part[1]))
        text += part[0] + ("\n\n" if index % 4 == 3 else " ")
    half = text.find("\n\n", len(text) // 2) + 2
    pages = (Page(1, "1", 0, half), Page(2, "2", half, len(text))) if half > 1 else ()
    document = Document.make(
        text,
        pages=pages,
        title=f"Notes from the straits, no. {number}",
        publisher=wire,
        published=f"2031-03-{number:02d}",
        uri=f"notes-{number}.txt",
    )
    told = [_statement(random, document, part, start) for part, start in zip(parts, spans, strict=True)]
    return document, _contested(told)


def _sentence(random: Random, known: dict[str, Actor], wire: str) -> tuple[str, str, str, dict[str, object]]:
    who, whom = _pair(random)
    label, kind, stance, adverb, trigger, rest = random.choice(FORMS)
    core = f"{who} {adverb + ' ' if adverb else ''}{trigger} {whom} {rest}"
    speaker = random.choice([name for name in known if name not in (who, whom)])
    fields: dict[str, object] = {
        "type": label,
        "kind": kind,
        "stance": stance,
        "actors": (known[who],),
        "recipients": (known[whom],),
    }
    roll = random.random()
    if roll < 0.45:
        return f"{core}.", core, trigger, fields
    if roll < 0.75:
        return f"According to {speaker}, {core}.", core, trigger, fields | {"speakers": (known[speaker],)}
    if roll < 0.85:
        return f"{core}, {wire} reported, quoting {speaker}.", core, trigger, fields | {"speakers": (known[wire], known[speaker])}
    if roll < 0.93:
        return f"{whom} denied that {core}.", core, trigger, fields | {"polarity": Polarity.DENIED}
    return (
        f"{core}, it may be.",
        core,
        trigger,
        fields | {"certainty": Certainty.POSSIBLE, "eventuality": Eventuality.CONDITIONAL},
    )


def _pair(random: Random) -> tuple[str, str]:
    """Some meet more often than others: the first names weigh most."""
    everybody = (*STATES, *PEOPLE, *BODIES, *GROUPS)
    first = everybody[int(len(everybody) * random.random() ** 2)]
    second = everybody[int(len(everybody) * random.random() ** 1.6)]
    return (first, second) if first != second else _pair(random)


def _statement(random: Random, document: Document, part: tuple[str, str, str, dict[str, object]], start: int) -> Statement:
    _, quote, trigger, fields = part
    trigger_start = start + quote.index(trigger)
    day = random.randint(1, 28)
    return Statement(
        document=document.id, page=document.page_at(start).number, start=start, end=start + len(quote), quote=quote, trigger=trigger,
        trigger_start=trigger_start, trigger_end=trigger_start + len(trigger), date=random.choice([f"2031-03-{day:02d}", "2031-03", None]), uri=document.uri, **fields,
    )  # fmt: skip


def _contested(told: list[Statement]) -> list[Statement]:
    """The first accusation of a report is contested by the statement after it."""
    for index, one in enumerate(told[:-1]):
        if one.type == "ACCUSE":
            rival = told[index + 1]
            return [
                replace(item, contested_by=(rival.id,))
                if item is one
                else replace(item, denies=(one.id,))
                if item is rival
                else item
                for item in told
            ]
    return told


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
