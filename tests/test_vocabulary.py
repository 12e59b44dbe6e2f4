"""The terms: sixteen types, all CAMEO codes with score and PLOVER coding, and generated schemes that follow the tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from kg import vocabulary
from kg.errors import VocabularyError
from kg.graph import FAMILY_OF_TYPE
from kg.model import Certainty, Eventuality, Polarity, StanceValue

ROOT = Path(__file__).resolve().parent.parent
CODES = vocabulary.cameo_codes()


def test_there_are_sixteen_types_and_their_classes_are_those_of_the_graph():
    assert len(set(vocabulary.PLOVER_TYPES)) == 16
    for name in vocabulary.PLOVER_TYPES:
        assert vocabulary.plover(name).quad.value == FAMILY_OF_TYPE[name].value


def test_aid_cooperation_and_sanctions_need_a_recipient():
    needing = {name for name in vocabulary.PLOVER_TYPES if vocabulary.plover(name).needs_recipient}
    assert needing == {"AID", "COOPERATE", "SANCTION"}


def test_every_code_fits_the_terms_and_has_a_parent_and_a_score():
    for code in CODES.values():
        assert code.plover_type is None or code.plover_type in vocabulary.PLOVER_TYPES
        assert code.mode is None or code.mode in vocabulary.plover(code.plover_type).modes, code
        assert set(code.contexts) <= set(vocabulary.CONTEXTS), code
        assert (code.parent is None) == (len(code.code) == 2)
        assert code.parent is None or (code.parent in CODES and code.code.startswith(code.parent))
        assert -10 <= code.goldstein <= 10
        assert code.label
    assert {code for code in CODES if len(code) == 2} == {f"{number:02}" for number in range(1, 21)}
    assert len({code.label for code in CODES.values()}) == len(CODES)


@pytest.mark.parametrize(
    ("code", "score"),
    [
        ("010", 0.0),
        ("042", 1.9),
        ("0256", -0.3),
        ("0874", 10.0),
        ("130", -4.4),
        ("163", -8.0),
        ("184", -8.0),
        ("196", -9.5),
        ("2042", -10.0),
    ],
)
def test_scores_are_the_published_ones(code, score):
    assert vocabulary.goldstein(code) == score


@pytest.mark.parametrize(
    ("code", "coding"),
    [
        ("010", (None, None)),
        ("016", ("REJECT", None)),
        ("026", ("REQUEST", "meet")),
        ("055", ("CONCEDE", None)),
        ("163", ("SANCTION", "discontinue")),
        ("192", ("COERCE", "seize")),
    ],
)
def test_codes_have_the_plover_coding_that_the_notes_promise(code, coding):
    assert (vocabulary.cameo(code).plover_type, vocabulary.cameo(code).mode) == coding


def test_the_default_code_of_a_type_is_coded_back_to_it():
    for name in vocabulary.PLOVER_TYPES:
        for mode in (None, *vocabulary.plover(name).modes):
            back = vocabulary.cameo(vocabulary.default_cameo(name, mode)).plover_type
            assert back == name or (name, mode) == ("RETREAT", "resign")  # CAMEO has a change of leaders as yielding only


@pytest.mark.parametrize(
    "ask", [lambda: vocabulary.plover("HUG"), lambda: vocabulary.cameo("21"), lambda: vocabulary.default_cameo("AID", "phone")]
)
def test_unknown_terms_are_named(ask):
    with pytest.raises(VocabularyError, match=r"'(HUG|21|phone)' is no"):
        ask()


def test_a_lost_zero_is_hinted_at():
    with pytest.raises(VocabularyError, match="did you mean '042'"):
        vocabulary.cameo("42")


def test_a_missing_file_is_named():
    with pytest.raises(VocabularyError, match=r"ontology/lexicon/nothing\.yaml is missing"):
        vocabulary.load_yaml("lexicon/nothing.yaml")


def test_the_generated_schemes_are_current():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_schemes.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_importing_the_terms_loads_no_rdf_library():
    code = "import sys, kg.vocabulary; print(sorted({'rdflib', 'pyoxigraph', 'yaml', 'spacy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_ontology_describes_each_of_its_terms_once():
    graph = rdflib.Graph().parse(data=vocabulary.load_text("kg.ttl"), format="turtle")
    own = {term for term in graph.subjects() if str(term).startswith(vocabulary.NS)}
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    for term in own:
        is_schema = set(graph.objects(term, rdflib.RDF.type)) & set(kinds)
        described = (rdflib.RDFS.label, rdflib.RDFS.comment) if is_schema else (rdflib.SKOS.prefLabel, rdflib.SKOS.definition)
        assert all(graph.value(term, predicate, any=False) for predicate in described), term
    for used in {term for triple in graph for term in triple if str(term).startswith(vocabulary.NS)}:
        assert used in own, f"{used} is used and not described"


def test_the_values_of_the_model_are_those_of_the_ontology():
    graph = rdflib.Graph().parse(data=vocabulary.load_text("kg.ttl"), format="turtle")
    for values in (Polarity, Certainty, Eventuality, StanceValue, vocabulary.Quad):
        found = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{vocabulary.NS}{values.__name__}"))
        assert {str(term).removeprefix(vocabulary.NS) for term in found} == set(values)
