"""Scores are those of NetworkX, forecasts are judged by all pairs that could have come, and the judgement is honest."""

import json
from itertools import combinations

import networkx as nx
import pytest
from factories import make_actor, make_document, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.prediction import Method, backtest, likely_ties
from kg.errors import UsageError
from kg.graph import project
from kg.pictures import Tone, svg

PEERS = {
    Method.ADAMIC_ADAR: nx.adamic_adar_index,
    Method.RESOURCE_ALLOCATION: nx.resource_allocation_index,
    Method.JACCARD: nx.jaccard_coefficient,
    Method.PREFERENTIAL_ATTACHMENT: nx.preferential_attachment,
    Method.COMMON_NEIGHBOURS: lambda graph: ((a, b, len(list(nx.common_neighbors(graph, a, b)))) for a, b in nx.non_edges(graph)),
}


def acts(*rows):
    """Statements, each a row: who acts on whom, when, and the Goldstein score (positive: AID, else ACCUSE)."""
    texts = [f"{row[0]} dealt with {row[1]} once more ({number})." for number, row in enumerate(rows)]
    report = make_document(" ".join(texts))
    scores = [row[3] if len(row) > 3 else 5.0 for row in rows]
    return [
        make_statement(
            report, text, "dealt", [row[0]], [row[1]],
            type="AID" if score > 0 else "ACCUSE", goldstein=score, date=row[2] if len(row) > 2 else None,
        )
        for text, row, score in zip(texts, rows, scores, strict=True)
    ]  # fmt: skip


def acted(*rows):
    return project(acts(*rows))


DATES = st.sampled_from([None, "2031-01-04", "2031-02", "2031-03-10", "2031", "2031-01/2031-04"])
ROWS = st.lists(
    st.tuples(st.sampled_from("ABCDEFGHIJ"), st.sampled_from("ABCDEFGHIJ"), DATES, st.sampled_from([5.0, -5.0])), max_size=40
)


@pytest.mark.parametrize("method", Method)
@given(rows=ROWS)
@settings(max_examples=25, deadline=None)
def test_scores_are_those_of_networkx(method, rows):
    graph = acted(*rows)
    plain = nx.Graph(graph)
    plain.remove_nodes_from(list(nx.isolates(plain)))
    expected = {tuple(sorted(pair)): score for *pair, score in PEERS[method](plain) if score > 0}
    found = likely_ties(graph, method, most=1000)
    assert {(one.a, one.b): one.score for one in found.ties} == pytest.approx(expected, abs=1e-5)
    assert found.possible == len(list(nx.non_edges(plain)))
    ranks = [(-one.score, one.a, one.b) for one in found.ties]
    assert [rank[0] for rank in ranks] == sorted(rank[0] for rank in ranks)


@pytest.mark.parametrize("method", Method)
@given(rows=ROWS)
@settings(max_examples=25, deadline=None)
def test_the_back_test_counts_as_one_would_by_hand(method, rows):
    past = nx.Graph((a, b) for a, b, date, _ in rows if date == "2031-01-04" and a != b)
    later = {frozenset((a, b)) for a, b, date, _ in rows if date in ("2031-02", "2031-03-10") and a != b}
    found = backtest(acted(*rows), "2031-02")
    pairs = {frozenset(pair) for pair in nx.non_edges(past)}
    scores = dict.fromkeys(pairs, 0.0) | {frozenset((a, b)): round(score, 9) for a, b, score in PEERS[method](past)}
    came = pairs & later
    (trial,) = [one for one in found.trials if one.method is method] if len(past) else [None]
    assert (found.actors, found.known, found.possible, found.new) == (len(past), past.number_of_edges(), len(pairs), len(came))
    assert found.beyond == sum(not pair <= set(past) for pair in later)
    if not came:
        assert trial is None or (trial.auc is None and trial.precision is None)
        return
    assert trial.auc == (pytest.approx(by_hand, abs=1e-6) if (by_hand := _auc(scores, came)) is not None else None)
    assert trial.precision == pytest.approx(_average_precision(scores, came), abs=1e-6)
    assert trial.hits == len(came), "all pairs are among the first hundred"


def _auc(scores, came):
    duels = [(scores[one], scores[other]) for one in came for other in scores.keys() - came]
    return sum((a > b) + (a == b) / 2 for a, b in duels) / len(duels) if duels else None


def _average_precision(scores, came):
    """Pairs of equal scores taken together, as scikit-learn does."""
    total, found = 0.0, 0
    for level in sorted({scores[pair] for pair in came}, reverse=True):
        hits = sum(scores[pair] == level for pair in came)
        found += hits
        total += hits * found / sum(score >= level for score in scores.values())
    return total / len(came)


def test_common_partners_foretell_where_ties_close_triangles():
    past = [(f"{hub}{spoke}", hub, "2030") for hub in "ABCDEFGH" for spoke in range(6)]
    after = [(f"{hub}{a}", f"{hub}{b}", "2031-05") for hub in "ABCDEFGH" for a, b in combinations(range(6), 2)]
    found = backtest(acted(*past, *after), "2031")
    trials = {one.method: one for one in found.trials}
    assert trials[Method.ADAMIC_ADAR].auc == 1.0
    assert trials[Method.ADAMIC_ADAR].precision == 1.0
    assert trials[Method.ADAMIC_ADAR].hits == 100.0
    assert trials[Method.PREFERENTIAL_ATTACHMENT].precision < 0.2
    assert any(note.startswith("Better than the baseline") and "adamic-adar" in note for note in found.notes())
    assert found.picture().bars[-1].label == "chance"
    assert found.picture().bars[-1].value == pytest.approx(120 / found.possible, abs=1e-6)


def test_a_forecast_that_is_no_better_than_the_baseline_is_called_so():
    past = [("Hub", f"S{n}", "2030") for n in range(6)] + [("Rival", f"T{n}", "2030") for n in range(6)]
    found = backtest(acted(*past, ("Hub", "Rival", "2031")), "2031")
    assert any(note.startswith("No method does better than the baseline") for note in found.notes())
    assert "1 new tie is too few for firm figures." in found.notes()


def test_balance_foretells_who_will_be_friend_and_who_foe():
    rows = []
    for n in range(12):
        rows += [(f"A{n}", f"B{n}", "2030", 5.0), (f"B{n}", f"C{n}", "2030", 5.0), (f"B{n}", f"D{n}", "2030", -5.0)]
        rows += [(f"A{n}", f"C{n}", "2031", 4.0), (f"A{n}", f"D{n}", "2031", -4.0)]
    signs = backtest(acted(*rows), "2031").signs
    assert (signs.ties, signs.right, signs.majority) == (24, 24, 12)
    assert signs.p < 0.05


def test_balance_that_does_not_hold_is_not_to_be_relied_on():
    rows = []
    for n in range(12):
        rows += [
            (f"A{n}", f"B{n}", "2030", 5.0),
            (f"B{n}", f"C{n}", "2030", 5.0),
            (f"A{n}", f"C{n}", "2031", 5.0 if n % 2 else -5.0),
        ]
    assert any(note.startswith("Do not rely on balance here") for note in backtest(acted(*rows), "2031").notes())


def test_a_likely_tie_names_who_both_deal_with_and_what_balance_says():
    (first,) = likely_ties(
        acted(("A", "M", None, 5.0), ("M", "B", None, -5.0), ("A", "N", None, 0.0), ("B", "N", None, 5.0))
    ).ties[:1]
    assert {first.a_name, first.b_name} == {"A", "B"}
    assert (first.common, first.through_names) == (2, ("M", "N"))
    assert first.through == (make_actor("M").id, make_actor("N").id)
    assert first.balance == -1.0
    assert likely_ties(acted(("A", "M"), ("M", "B"))).picture().bars[0].tone is Tone.COOPERATION


def test_without_a_day_four_fifths_lie_before():
    rows = [("A", f"B{day}", f"2031-01-{day:02}") for day in range(1, 11)]
    assert backtest(acted(*rows)).since == "2031-01-09"


def test_what_lies_on_both_sides_is_left_out_and_counted():
    found = backtest(acted(("A", "B", "2031-01"), ("B", "C", "2031-03"), ("C", "A", "2031-01/2031-03"), ("C", "D")), "2031-02")
    assert (found.known, found.undated) == (1, 2)
    assert "2 statements without a date on one side of 2031-02-01 are left out." in found.notes()


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_statements_does_not_matter(rows, random):
    statements = acts(*rows)
    shuffled = random.sample(statements, len(statements))
    assert likely_ties(project(statements)) == likely_ties(project(shuffled))
    assert backtest(project(statements)) == backtest(project(shuffled))


@pytest.mark.parametrize("rows", [(), [("A", "B", "2031")], [("A", "B")]])
def test_where_there_is_nothing_to_foretell_it_is_said(rows):
    graph = acted(*rows)
    for result in (likely_ties(graph), backtest(graph), backtest(graph, "2031")):
        assert result.notes()
        assert svg(result.picture()).startswith("<svg")
        assert "NaN" not in json.dumps(result.to_json())
        assert all(isinstance(table.rows, tuple) for table in result.tables())


def test_what_cannot_be_asked_is_refused_with_a_remedy():
    graph = acted(("A", "B", "2031"))
    with pytest.raises(UsageError, match="write it like 2020-10-27"):
        backtest(graph, "last spring")
    with pytest.raises(UsageError, match="ask for one or more"):
        likely_ties(graph, most=0)
