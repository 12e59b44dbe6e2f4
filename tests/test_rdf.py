"""Statements as RDF: nothing is lost in any format, the terms are the ontology's, and the shapes see what is wrong."""

from __future__ import annotations

import io
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from factories import make_document, make_statement
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.errors import UsageError
from kg.model import (
    Actor,
    ActorKind,
    Certainty,
    Document,
    Eventuality,
    Kind,
    Office,
    Page,
    Place,
    Polarity,
    Profile,
    Run,
    StanceValue,
    Statement,
)
from kg.vocabulary import NS, load_text

# Any character that UTF-8 can hold: controls, quotes, line ends of all sorts, right-to-left marks, emoji.
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.sampled_from(
        [
            '"""\\',
            "a\r\nb\rc\u2028\u2029\x85",
            "\x00\x07\x1b\x7f",
            "<&>'{}|^`",
            "..",
            "",
            "\u202eabc",
            "%2F:/?#",
            "\ufeffx",
            " a ",
        ]
    ),
)
IDS = st.one_of(st.sampled_from(["state:AAA", "wd:Q1", "org:x", "a::b", "..", "local:person:é ü"]), HOSTILE)
COUNTRIES = st.none() | st.sampled_from(["AAA", ""])
ACTORS = st.lists(st.builds(Actor, IDS, HOSTILE, st.sampled_from(ActorKind), COUNTRIES), max_size=3).map(tuple)
DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.just((None, None))
PLACES = st.lists(
    st.builds(
        lambda place, name, country, degrees: Place(place, name, country, *degrees),
        IDS | st.just("geo:1"),
        HOSTILE,
        COUNTRIES,
        DEGREES,
    ),
    max_size=2,
).map(tuple)
TEXTS = st.lists(HOSTILE, max_size=3).map(tuple)
NUMBERS = st.integers(0, 10**6)
MAYBE = st.none() | HOSTILE


def documents(identifier: str) -> st.SearchStrategy[Document]:
    pages = st.lists(
        st.builds(Page, st.integers(1, 9), HOSTILE, NUMBERS, NUMBERS), max_size=3, unique_by=lambda page: page.number
    )
    return st.builds(
        Document,
        id=st.just(identifier),
        text=HOSTILE,
        pages=pages.map(lambda found: tuple(sorted(found, key=lambda page: page.number))),
        title=MAYBE,
        publisher=MAYBE,
        published=MAYBE,
        uri=HOSTILE,
        sha256=HOSTILE,
        runs=st.lists(st.builds(Run, NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=3).map(tuple),
    )


def statements(document: str) -> st.SearchStrategy[list[Statement]]:
    one = st.builds(
        Statement,
        document=st.just(document),
        page=st.integers(1, 12),
        start=NUMBERS,
        end=NUMBERS,
        quote=HOSTILE,
        trigger=HOSTILE,
        trigger_start=NUMBERS,
        trigger_end=NUMBERS,
        kind=st.sampled_from(Kind),
        actors=ACTORS,
        recipients=ACTORS,
        speakers=ACTORS,
        type=st.none() | st.just("REQUEST") | HOSTILE,
        mode=st.none() | st.just("meet") | HOSTILE,
        contexts=TEXTS,
        cameo=st.none() | st.just("020") | HOSTILE,
        goldstein=st.none() | st.floats(allow_nan=False),
        stance=st.none() | st.sampled_from(StanceValue),
        target_issue=MAYBE,
        polarity=st.sampled_from(Polarity),
        certainty=st.sampled_from(Certainty),
        eventuality=st.sampled_from(Eventuality),
        date=MAYBE,
        date_text=MAYBE,
        place=PLACES,
        content_of=TEXTS,
        contested_by=TEXTS,
        denies=TEXTS,
        extractor=HOSTILE,
        uri=HOSTILE,
        sources=st.lists(HOSTILE | HOSTILE.map("https://wire.example/{}".format), max_size=3).map(tuple),
    )
    return st.lists(one, max_size=3, unique_by=lambda told: told.id)


def readings(identifier: str) -> st.SearchStrategy[tuple[Document, list[Statement]]]:
    return st.tuples(documents(identifier), statements(identifier).map(in_text_order))


def in_text_order(told: list[Statement]) -> list[Statement]:
    return sorted(told, key=lambda one: (one.start, one.trigger_start, one.id))


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(readings("a"), readings("b/é ..") | readings(".."))
def test_any_statement_survives_every_format(first, second):
    told = sorted([first, second], key=lambda reading: reading[0].id)
    dataset = rdf.to_dataset(told)
    assert rdf.from_dataset(dataset) == told
    for name in rdf.FORMATS:
        text = rdf.serialise(dataset, name)
        back = rdf.parse(text, name)
        assert rdf.from_dataset(back) == told
        assert rdf.serialise(back, name) == text
        assert rdf.read_bulk(text.encode(), name) == told


PERSON = Actor("wd:Q9001", "Ana Rivera", ActorKind.PERSON, "VEL")
STATE = Actor("state:VEL", "Velia", ActorKind.STATE, "VEL")
OTHER = Actor("state:NOR", "Norland", ActorKind.STATE, "NOR")
PROFILES = {
    PERSON.id: Profile(
        PERSON,
        aliases=("Rivera", "A. Rivera"),
        wikidata="Q9001",
        offices=(
            Office(PERSON.id, "Minister of Trade", "VEL", "minister", "2015", "2018-05"),
            Office(PERSON.id, "Foreign Minister", "VEL", "foreign_minister", "2018-05-02"),
        ),
    )
}


@pytest.fixture
def reading() -> tuple[Document, list[Statement]]:
    """A request, what is asked, a charge and its denial, over two pages."""
    document = make_document(
        [
            "Ana Rivera called on Norland to open the strait.",
            'Velia accused Norland of closing it; Norland rejected "that tale".',
        ],
        title="Strait",
        publisher="Harbour Wire",
        published="2020-11-02",
        uri="strait.txt",
    )
    request = make_statement(
        document, "Ana Rivera called on Norland to open the strait", "called on", [PERSON], [OTHER], type="REQUEST", mode="yield",
        cameo="025", goldstein=-0.3, contexts=("territory", "diplomatic"), date="2020-11-01",
        place=(Place("geo:77", "The Strait", None, 12.5, -0.25),), sources=("Harbour Wire, story 7", "https://wire.example/a b?c=<d>"),
    )  # fmt: skip
    asked = make_statement(
        document, "Norland to open the strait", "open", [OTHER], speakers=[PERSON], type="RETREAT", eventuality=Eventuality.CALLED_FOR,
        certainty=Certainty.UNKNOWN, content_of=(request.id,),
    )  # fmt: skip
    charge = make_statement(
        document, "Velia accused Norland of closing it", "accused", [STATE], [OTHER], type="ACCUSE", mode="allege"
    )
    denial = make_statement(document, "Norland rejected", "rejected", [OTHER], [STATE], type="REJECT", cameo="016")
    closing = make_statement(
        document, "Norland of closing it", "closing", [OTHER], speakers=[STATE], type="COERCE", mode="restrict", polarity=Polarity.DENIED,
        contested_by=(denial.id,),
    )  # fmt: skip
    return document, in_text_order([request, asked, charge, denial.linked(denies=(closing.id,)), closing])


def test_a_sound_document_conforms(reading):
    report = rdf.validate(rdf.to_dataset([reading], PROFILES))
    assert report.conforms
    assert not report.results


BREAKAGES = {
    "length of the quote differs": {"end": 40},
    "starts before it ends": {"start": 30, "end": 5},
    "not what the document has": {"quote": "Ana Rivera called on Norland to shut the strait"},
    "the length of the trigger differs": {"trigger": "urged"},
    "sixteen": {"type": "BEFRIEND", "mode": None},
    "the mode is one of PLOVER's": {"mode": "hunger"},
    "one of CAMEO's": {"cameo": "999"},
    "the context is one": {"contexts": ("cookery",)},
    "in EDTF": {"date": "last Tuesday"},
    "from -10 to 10": {"goldstein": 11.0},
    "three capital letters": {"actors": (Actor("state:low", "Lowland", ActorKind.STATE, "low"),)},
    "a latitude is from": {"place": (Place("local:place:pole", "Pole", None, 90.5, 0.0),)},
    "a longitude is from": {"place": (Place("local:place:edge", "Edge", None, 0.0, -180.5),)},
    "and longitude, or neither": {"place": (Place("local:place:half", "Half", None, 7.25, None),)},
    # the place is described by the reading; the participation has what this statement says otherwise
    "latitude and longitude, or": {"place": (Place("geo:77", "The Strait", None, None, 7.25),)},
    "must say that it is contested": {"denies": ("other",)},
}


def test_broken_statements_are_reported(reading):
    """Each in a document of its own, so that one validation tells of all."""
    document, (told, *_) = reading
    broken = []
    for number, changes in enumerate(BREAKAGES.values()):
        copy = replace(document, id=f"broken-{number}")
        one = replace(told, document=copy.id)
        links = {"denies": (broken[0][1][0].id,)} if "denies" in changes else {}
        broken.append((copy, [replace(one, **{**changes, **links})]))
    report = rdf.validate(rdf.to_dataset([reading, *broken]))
    assert not report.conforms
    for message, (_, (one,)) in zip(BREAKAGES, broken, strict=True):
        others = {actor.id for actor in one.actors} - {PERSON.id}, {place.id for place in one.place} - {"geo:77"}
        about = (rdf.statement_iri(one.id), *map(rdf.actor_iri, others[0]), *map(rdf.place_iri, others[1]))
        assert any(message in result.message and result.focus.startswith(about) for result in report.results), message
    assert not any(result.focus.startswith(tuple(rdf.statement_iri(one.id) for one in reading[1])) for result in report.results)


def test_broken_triples_are_reported(reading):
    dataset = rdf.to_dataset([reading])
    told = rdflib.URIRef(rdf.statement_iri(reading[1][1].id))
    graph = dataset.graph(rdflib.URIRef(rdf.document_iri(reading[0].id)))
    graph.set((rdflib.URIRef(f"{told}/attribution/1"), rdflib.URIRef(f"{NS}depth"), rdflib.Literal(4)))
    graph.remove((told, rdflib.URIRef(f"{NS}page"), None))
    report = rdf.validate(dataset)
    messages = {result.message for result in report.results if result.focus == str(told)}
    assert {"attribution depths run 0..n-1 without gaps", "a statement has one page"} <= messages


def test_doubtful_parties_are_warnings_only(reading):
    document, told = reading
    doubtful = replace(told[0], type="AID", mode=None, recipients=(), contexts=())
    himself = replace(told[1], recipients=told[1].actors)
    report = rdf.validate(rdf.to_dataset([(document, [doubtful, himself])]))
    assert report.conforms
    assert {result.severity for result in report.results} == {rdf.Severity.WARNING}
    assert len(report.results) == 2


def test_the_graph_answers_with_plain_patterns(reading):
    store = ox.Store()
    store.bulk_load(rdf.serialise(rdf.to_dataset([reading], PROFILES), "nq").encode(), ox.RdfFormat.N_QUADS)
    found = store.query(
        """SELECT ?who ?whom ?quote WHERE { ?s dk:states ?act ; dk:mention/oa:exact ?quote ; dk:polarity dk:asserted .
           ?act dk:ploverType plover:REQUEST ; dk:actor/skos:prefLabel ?who ; dk:recipient/skos:prefLabel ?whom }""",
        prefixes=rdf.PREFIXES,
        substitutions={ox.Variable("whom"): ox.Literal("Norland")},
        use_default_graph_as_union=True,
    )
    assert [(row["who"].value, row["quote"].value) for row in found] == [("Ana Rivera", reading[1][0].quote)]


def test_a_report_is_removed_with_its_graph(reading):
    other = make_document("Velia praised Norland.", publisher="Harbour Wire")
    kept = (other, [make_statement(other, "Velia praised Norland", "praised", [STATE], [OTHER], type="SUPPORT")])
    dataset = rdf.to_dataset([reading, kept])
    dataset.remove_graph(rdflib.URIRef(rdf.document_iri(reading[0].id)))
    assert rdf.from_dataset(dataset) == [kept]


def test_profiles_survive(reading):
    for name in rdf.FORMATS:
        text = rdf.serialise(rdf.to_dataset([reading], PROFILES), name)
        profiles = rdf.profiles_from(rdf.parse(text, name))
        assert profiles[PERSON.id] == PROFILES[PERSON.id]
        assert profiles[OTHER.id] == Profile(OTHER)


def test_actors_and_places_are_tied_to_public_ids(reading):
    dataset = rdf.to_dataset([reading], PROFILES)
    person, strait = rdflib.URIRef(rdf.actor_iri(PERSON.id)), rdflib.URIRef(rdf.place_iri("geo:77"))
    wikidata = rdflib.URIRef("http://www.wikidata.org/entity/Q9001")
    assert list(dataset.quads((person, rdflib.OWL.sameAs, wikidata, None)))
    assert list(dataset.quads((person, rdflib.SKOS.exactMatch, wikidata, None)))
    assert list(dataset.quads((strait, rdflib.SKOS.exactMatch, rdflib.URIRef("https://sws.geonames.org/77/"), None)))


def test_the_text_may_be_left_out(reading):
    document, told = reading
    assert rdf.from_dataset(rdf.to_dataset([reading], include_text=False)) == [(replace(document, text=""), told)]


def test_no_blank_nodes_and_only_known_terms(reading):
    document, told = reading
    odd = replace(
        told[0], actors=(replace(PERSON, name="A. R."), OTHER), contexts=("diplomatic", "territory"), denies=("b", "a"), uri="x"
    )
    dataset = rdf.to_dataset([(document, [odd, *told[1:]]), (make_document("None."), [])], PROFILES)
    known = {str(term) for term in rdf_terms()}
    for subject, predicate, node, _ in dataset.quads():
        assert not isinstance(subject, rdflib.BNode)
        assert not isinstance(node, rdflib.BNode)
        used = [predicate, *([node] if predicate == rdflib.RDF.type or str(node).startswith(NS) else [])]
        for term in used:
            assert str(term) in known or not str(term).startswith(NS), f"{term} is not in kg.ttl"
            assert str(term).startswith((NS, *EXTERNAL)), f"{term} is of no known vocabulary"


EXTERNAL = (rdf.DCTERMS, rdf.OA, rdf.OWL, rdf.PROV, rdf.RDFS, rdf.SKOS, rdf.A)


def rdf_terms() -> set[rdflib.term.Node]:
    graph = rdflib.Graph().parse(data=load_text("kg.ttl"), format="turtle")
    return {subject for subject in graph.subjects() if isinstance(subject, rdflib.URIRef)}


def test_the_output_does_not_depend_on_the_order_of_input(reading):
    document, told = reading
    other = (make_document("Norland rested."), [])
    straight, turned = rdf.to_dataset([reading, other], PROFILES), rdf.to_dataset([other, (document, told[::-1])], PROFILES)
    for name in rdf.FORMATS:
        assert rdf.serialise(straight, name) == rdf.serialise(turned, name)


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_bulk_writing_gives_the_same_graph(reading, tmp_path, name):
    other = make_document("Velia praised Norland.")
    praise = make_statement(
        other, "Velia praised Norland", "praised", [replace(STATE, name="Republic of Velia")], [OTHER], type="SUPPORT"
    )
    told = [reading, (other, [praise])]
    buffer, path = io.BytesIO(), tmp_path / "all"
    rdf.write_bulk(told, buffer, name, PROFILES)
    rdf.write_bulk(told, path, name, PROFILES)
    assert path.read_bytes() == buffer.getvalue()
    assert [file.name for file in tmp_path.iterdir()] == ["all"]
    dataset = rdf.to_dataset(told, PROFILES)
    assert rdf.serialise(rdf.parse(buffer.getvalue(), name), "nq") == rdf.serialise(dataset, "nq")
    assert rdf.read_bulk(path, name) == rdf.from_dataset(dataset)


def test_bulk_writing_leaves_no_half_file(reading, tmp_path):
    def failing():
        yield reading
        yield replace(reading[0], id="other"), reading[1]

    with pytest.raises(UsageError, match="is of document"):
        rdf.write_bulk(failing(), tmp_path / "all.nq")
    assert not list(tmp_path.iterdir())


def test_half_a_character_is_refused_by_name():
    document = make_document("Velia \ud800 rested.", sha256="0")
    with pytest.raises(UsageError, match=r"U\+D800"):
        rdf.to_dataset([(document, [])])


def test_statements_that_differ_under_one_id_are_refused(reading):
    document, told = reading
    with pytest.raises(UsageError, match="differ"):
        rdf.to_dataset([(document, [told[0], replace(told[0], date_text="yesterday")])])


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("<a> <b> .", "nq", "not nq"),
        ("<http://a.example/a> <http://a.example/b> _:x .", "ttl", "nameless node"),
        ("", "rdfxml", "ttl, trig, nq, jsonld"),
    ],
)
def test_unreadable_input_is_named(text, name, message):
    with pytest.raises(UsageError, match=message):
        rdf.parse(text, name)


def test_incomplete_data_are_named(reading):
    dataset = rdf.to_dataset([reading])
    dataset.remove((None, rdflib.URIRef(f"{NS}trigger"), None, None))
    with pytest.raises(UsageError, match=r"has no <.*trigger>"):
        rdf.from_dataset(dataset)


@pytest.mark.parametrize("classes", [(), ("WitnessParticipation",), ("ActorParticipation", "RecipientParticipation")])
def test_a_participation_of_no_one_known_class_is_named(reading, classes):
    dataset = rdf.to_dataset([reading])
    part, kind, _, graph = next(dataset.quads((None, rdflib.RDF.type, rdflib.URIRef(f"{NS}ActorParticipation"), None)))
    dataset.remove((part, kind, None, None))
    for name in classes:
        dataset.add((part, kind, rdflib.URIRef(f"{NS}{name}"), graph))
    with pytest.raises(UsageError, match=r"actor/0> must be one of dk:ActorParticipation"):
        rdf.from_dataset(dataset)
