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
