"""Two reports full of what trips up file formats: quotes, delimiters, line breaks, control characters, markup, empty texts."""

from factories import make_actor, make_document, make_statement

from kg.model import Actor, ActorKind, Certainty, Document, Kind, Office, Page, Place, Polarity, Profile, StanceValue

NASTY = "say \"no\"; 'no', no\\|\t\r\n\x00\x01\x1f\x7f\ufeff\u2028 ünïcødé 😀 </data>&amp; ${x} \\n , ;;"
FRIEND = Actor('local:person:o"brien;,\\', f"O'Brien {NASTY}", ActorKind.PERSON)
NORVANIA, BELMARK = make_actor("Norvania", country="NRV"), make_actor("Belmark")
WIRE = make_actor('news:"Wire"; & Co', country="NRV")

BORDER = make_document(
    [f"Belmark shelled the ridge; {NASTY} Norvania said. ", "Norvania asked Belmark to stop. The two sides met."],
    title=f"Border, {NASTY}",
    publisher="Example; Wire",
    published="2031-05-02",
    uri='notes/"border".txt',
)
PORT = Document(
    "d" * 24, "Belmark denied it. A spokesman confirmed it.", (Page(1, "", 0, 44),), title="", publisher=None, published="2031-06"
)

SHELLED = make_statement(
    BORDER, f"Belmark shelled the ridge; {NASTY}", "shelled", [BELMARK], [NORVANIA, FRIEND], [WIRE, NORVANIA], type="ASSAULT",
    date="2031-05-01/2031-05-02", date_text="", contexts=("military", 'a;b,"c"'), goldstein=-10.0, certainty=Certainty.POSSIBLE,
    place=(Place("geo:1", f"Ridge {NASTY}", None, -41.25, 1e-07), Place("geo:2", "")), mode="",
    sources=("", f"Wire {NASTY}", "https://wire.example/a;b,'c'?d=\"e\""),
)  # fmt: skip
ASKED = make_statement(
    BORDER, "Norvania asked Belmark to stop", "asked", [NORVANIA], [BELMARK], type="REQUEST", stance=StanceValue.CONDEMN,
    target_issue=NASTY, cameo="020", goldstein=0.5,
)  # fmt: skip
MET = make_statement(BORDER, "The two sides met", "met", [NORVANIA, BELMARK, FRIEND], type="CONSULT")
DENIED = make_statement(
    PORT, "Belmark denied it", "denied", [BELMARK], type="REJECT", denies=(SHELLED.id, "gone"), speakers=[FRIEND]
)
CONFIRMED = make_statement(
    PORT, "A spokesman confirmed it", "confirmed", kind=Kind.STANCE, polarity=Polarity.NEGATED, content_of=(DENIED.id,)
)
READINGS = (
    (BORDER, (SHELLED.linked(contested_by=(DENIED.id, "gone")), ASKED, MET)),
    (PORT, (DENIED, CONFIRMED)),
)
PROFILES = {
    FRIEND.id: Profile(
        FRIEND,
        ("", f"Obrien {NASTY}", "a;b"),
        "Q1",
        (Office(FRIEND.id, NASTY, None, "minister", "2030", None), Office(FRIEND.id, "", "", "chair", None, "")),
    ),
    NORVANIA.id: Profile(NORVANIA),
}

_NODES = "MATCH (n) RETURN labels(n), properties(n)"
_EDGES = """
MATCH (a)-[r]->(b) RETURN type(r), labels(a) + coalesce(a.id, ''), labels(b) + coalesce(b.id, ''), properties(r)
"""


def add_readings(store):
    """Add both reports; the first is contested by a statement of the second."""
    for document, statements in READINGS:
        store.add(document, statements, PROFILES)
    store.link()


def everything(store):
    """All nodes and all edges of a Neo4j server with their properties, in one order."""
    nodes, edges = store.query(_NODES).rows, store.query(_EDGES).rows
    return sorted(nodes, key=repr), sorted(edges, key=repr)
