"""Two reports of invented states and what they say."""

from factories import make_actor, make_document, make_statement

from kg.model import Certainty, Eventuality, Kind, Office, Polarity, Profile, StanceValue

PETRA, NIKOL = make_actor("person:Petra Varga", country="NRV"), make_actor("person:Nikol Varga", country="BLM")
NORVANIA, BELMARK = make_actor("Norvania", country="NRV"), make_actor("Belmark", country="BLM")

BORDER = make_document(
    [
        "Petra Varga called on Belmark on Tuesday to withdraw its troops from the ridge.",
        "Belmark has shelled two villages, Norvania claims. Belmark denied\x1b[31m the shelling.",
    ],
    title="Border note",
    publisher="Example Wire",
    published="2031-05-02",
    uri="notes/border.txt",
)
TALKS = make_document(
    "Nikol Varga met Petra Varga in June. Norvania praised the truce.", published="2031-06", uri="notes/talks.txt"
)

SHELLING = make_statement(
    BORDER, "Belmark has shelled two villages", "shelled", ["Belmark"], ["Norvania"], [NORVANIA], type="ASSAULT",
    polarity=Polarity.DENIED,
)  # fmt: skip
DENIAL = make_statement(BORDER, "Belmark denied\x1b[31m the shelling", "denied", [BELMARK], type="REJECT", denies=(SHELLING.id,))
CALL = make_statement(
    BORDER, "Petra Varga called on Belmark on Tuesday to withdraw its troops from the ridge", "called on", [PETRA], [BELMARK],
    type="REQUEST", date="2031-04-29", date_text="on Tuesday",
)  # fmt: skip
WITHDRAWAL = make_statement(
    BORDER, "withdraw its troops", "withdraw", [BELMARK], [], [PETRA], type="RETREAT", eventuality=Eventuality.CALLED_FOR,
    certainty=Certainty.POSSIBLE,
)  # fmt: skip
MEETING = make_statement(TALKS, "Nikol Varga met Petra Varga in June", "met", [NIKOL, PETRA], type="CONSULT", date="2031-06")
PRAISE = make_statement(
    TALKS, "Norvania praised the truce", "praised", [NORVANIA], kind=Kind.STANCE, stance=StanceValue.PRAISE, target_issue="truce"
)  # fmt: skip
PROFILES = {PETRA.id: Profile(PETRA, ("Petra Vargha",), None, (Office(PETRA.id, "Foreign Minister", "NRV", "fm", "2030-01-01"),))}

# A third report, for those who ask about sides and connections; names in other scripts and with accents.
JOSE, HANAKO = make_actor("person:José Ñandú", country="SRN"), make_actor("person:山田花子", country="SRN")
HEARING = make_document(
    [
        "Norvania condemned Belmark over the ridge. Norvania is against the toll, Petra Varga said.",
        "Norvania backs the rebels, according to Belmark. José Ñandú saw 山田花子 on Saturday. 山田花子 will see Nikol Varga in June.",
    ],
    title="Hearing",
    publisher="Example Wire",
    published="2031-05-11",
    uri="notes/hearing.html",
)
CONDEMNED = make_statement(
    HEARING, "Norvania condemned Belmark over the ridge", "condemned", [NORVANIA], [BELMARK], type="ACCUSE", date="2031-05-11",
    stance=StanceValue.CONDEMN, goldstein=-2.0,
)  # fmt: skip
AGAINST = make_statement(
    HEARING, "Norvania is against the toll", "against", [NORVANIA], [], [PETRA], kind=Kind.STANCE, stance=StanceValue.OPPOSE,
    target_issue="the new Tóll",
)  # fmt: skip
BACKING = make_statement(
    HEARING, "Norvania backs the rebels", "backs", [NORVANIA], ["group:Rebels"], [BELMARK], kind=Kind.STANCE,
    stance=StanceValue.SUPPORT,
)  # fmt: skip
SAW = make_statement(
    HEARING, "José Ñandú saw 山田花子 on Saturday", "saw", [JOSE], [HANAKO], type="CONSULT", date="2031-05-10", goldstein=1.0
)
PLAN = make_statement(
    HEARING, "山田花子 will see Nikol Varga in June", "will see", [HANAKO], [NIKOL], type="CONSULT", date="2031-06",
    eventuality=Eventuality.PLANNED,
)  # fmt: skip


def fill(store, *, hearing=False):
    """Puts the first two reports into a store, and the third where it is asked for."""
    store.add(BORDER, (CALL, WITHDRAWAL, SHELLING.linked(contested_by=(DENIAL.id,)), DENIAL), PROFILES)
    store.add(TALKS, (MEETING, PRAISE), {})
    if hearing:
        store.add(HEARING, (CONDEMNED, AGAINST, BACKING, SAW, PLAN), {})
