"""A small invented region for the tests of dossiers, pages of two actors, contested accounts and the index."""

from factories import make_actor, make_document, make_statement

from kg.model import Certainty, Eventuality, Kind, Office, Polarity, Profile, StanceValue

REPORT = make_document(
    (
        "The harbour was quiet. Norvania accused Belmark of piracy on Monday. According to the Tarn Wire, Belmark shelled a Norvanian "
        "lighthouse. Belmark denied that its guns had fired on Norvania. 🚢 Castria called on Norvania to reopen the strait. "
        "Castria condemned Belmark for the raid.",
        "Norvania may send grain to Castria in June. Norvania and Castria met in Tarn. Norvania denied that it was hiding a fleet.",
    ),
    title="Strait bulletin",
    publisher="Tarn Wire",
    published="2031-05-03",
    uri="strait.txt",
)
OTHER = make_document(
    "Castria is an ally of Norvania. Ana Dorn praised Norvania. Norvania again sent grain to Castria.",
    title="Almanac",
    publisher="Morning Gazette",
    published="2031-07",
    uri="almanac.txt",
)
DORN = make_actor("person:Ana Dorn", country="CAS")
NORVANIA, BELMARK, CASTRIA, WIRE = (make_actor(name) for name in ("Norvania", "Belmark", "Castria", "news:Tarn Wire"))

DENIAL = make_statement(
    REPORT, "Belmark denied that its guns had fired on Norvania", "denied", [BELMARK], [NORVANIA], type="REJECT", date="2031-05-02",
)  # fmt: skip
SHELLED = make_statement(
    REPORT, "Belmark shelled a Norvanian lighthouse", "shelled", [BELMARK], [NORVANIA], [WIRE], type="ASSAULT", date="2031-04",
    goldstein=-10.0, contested_by=(DENIAL.id,),
)  # fmt: skip
DENIAL = DENIAL.linked(denies=(SHELLED.id,))
ALONE = make_statement(
    REPORT, "it was hiding a fleet", "hiding", [NORVANIA], [], [NORVANIA], type="MOBILIZE", polarity=Polarity.DENIED, date="2031-05-03",
)  # fmt: skip
ACCUSED = make_statement(
    REPORT, "Norvania accused Belmark of piracy", "accused", [NORVANIA], [BELMARK], type="ACCUSE", date="2031-05-02", goldstein=-5.0,
)  # fmt: skip
CALLED = make_statement(
    REPORT,
    "Castria called on Norvania to reopen the strait",
    "called on",
    [CASTRIA],
    [NORVANIA],
    type="REQUEST",
    date="2031-05-03",
)
CONDEMNED = make_statement(
    REPORT, "Castria condemned Belmark for the raid", "condemned", [CASTRIA], [BELMARK], kind=Kind.STANCE,
    stance=StanceValue.CONDEMN, target_issue="the raid",
)  # fmt: skip
GRAIN = make_statement(
    REPORT, "Norvania may send grain to Castria in June", "send grain", [NORVANIA], [CASTRIA], type="AID", date="2031-06",
    certainty=Certainty.POSSIBLE, eventuality=Eventuality.PLANNED, goldstein=7.0,
)  # fmt: skip
MET = make_statement(
    REPORT,
    "Norvania and Castria met in Tarn",
    "met",
    [NORVANIA, CASTRIA],
    type="CONSULT",
    date="2031-05-01/2031-05-02",
    goldstein=1.0,
)
ALLY = make_statement(OTHER, "Castria is an ally of Norvania", "is an ally of", [CASTRIA], [NORVANIA], kind=Kind.RELATION)
PRAISED = make_statement(
    OTHER,
    "Ana Dorn praised Norvania",
    "praised",
    [DORN],
    [NORVANIA],
    [DORN],
    type="SUPPORT",
    stance=StanceValue.PRAISE,
    goldstein=4.0,
)
SENT = make_statement(
    OTHER,
    "Norvania again sent grain to Castria",
    "sent grain",
    [NORVANIA],
    [CASTRIA],
    type="AID",
    date="2031-06-20",
    goldstein=7.0,
)

DOCUMENTS = (REPORT, OTHER)
STATEMENTS = (DENIAL, SHELLED, ALONE, ACCUSED, CALLED, CONDEMNED, GRAIN, MET, ALLY, PRAISED, SENT)
PROFILES = {
    DORN.id: Profile(
        DORN,
        ("A. Dorn", "Minister Dorn"),
        "Q4242",
        (
            Office(DORN.id, "trade minister", "CAS", "minister", "2030-01-01"),
            Office(DORN.id, "envoy", "CAS", "envoy", "2028", "2029-12-31"),
        ),
    )
}
