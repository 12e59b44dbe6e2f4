"""`kg stance`, `kg contested`, `kg timeline` and `kg path` on either engine, as a person and as a program reads them."""

import json

import pytest
from small_graph import AGAINST, BACKING, CALL, CONDEMNED, DENIAL, HANAKO, MEETING, PLAN, PRAISE, SAW, SHELLING


def _rows(outcome):
    assert outcome.code == 0, outcome.err
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_what_somebody_declares_is_kept_apart_from_what_is_told_of_it(ask_either):
    rows = _rows(ask_either("stance", "Norvania", "--format", "jsonl"))
    assert [(row["according_to"], row["stance"], row["id"]) for row in rows] == [
        ("itself", "oppose", AGAINST.id),
        ("the report", "condemn", CONDEMNED.id),
        ("the report", "praise", PRAISE.id),
        ("others", "support", BACKING.id),
    ]


@pytest.mark.parametrize(
    ("toward", "expected"), [("belmark", [CONDEMNED]), ("Rebels", [BACKING]), ("toll", [AGAINST]), ("TRUCE", [PRAISE])]
)
def test_sides_are_asked_for_toward_an_actor_or_an_issue(ask_either, toward, expected):
    rows = _rows(ask_either("stance", "Norvania", "--toward", toward, "--format", "jsonl"))
    assert [row["id"] for row in rows] == [told.id for told in expected]


def test_sides_toward_nobody_known_and_no_issue_are_a_mistake(ask_either):
    outcome = ask_either("stance", "Norvania", "--toward", "Norvanja Republic of")
    assert (outcome.code, outcome.out) == (3, "")


def test_rival_accounts_stand_side_by_side_each_with_its_voice_and_evidence(ask_either):
    (row,) = _rows(ask_either("contested", "--format", "jsonl"))
    assert (row["id"], row["said_by"], row["evidence"]) == (SHELLING.id, ["Norvania"], SHELLING.quote)
    assert (row["rival_stand"], row["rival_id"], row["rival_actors"]) == ("denies", DENIAL.id, ["Belmark"])
    assert row["rival_evidence"] == DENIAL.quote
    head, line = ask_either("contested").out.splitlines()
    assert head.index("account") < head.index("rival account")
    assert line.index(SHELLING.quote) < line.index("denied")


@pytest.mark.parametrize(
    ("names", "disputes"),
    [(["Belmark"], 1), (["Norvania"], 1), (["Norvania", "Belmark"], 1), (["Petra Varga"], 0), (["Belmark", "Petra Varga"], 0)],
)
def test_disputes_are_asked_for_by_who_takes_part(ask_either, names, disputes):
    outcome = ask_either("contested", *names, "--format", "jsonl")
    assert len(_rows(outcome)) == disputes
    assert ("no rival accounts of " in outcome.err) == (not disputes)


def test_a_timeline_runs_in_order_with_the_score_of_each_day(ask_either):
    rows = _rows(ask_either("timeline", "Norvania", "--format", "jsonl"))
    assert [(row["period"], row["id"], row["period_score"]) for row in rows] == [
        ("2031-05-11", CONDEMNED.id, -2.0),
        *(("undated", row["id"], None) for row in rows[1:]),
    ]
    assert {AGAINST.id, BACKING.id, PRAISE.id, SHELLING.id} == {row["id"] for row in rows[1:]}


@pytest.mark.parametrize(("span", "periods"), [("month", ["2031-05", "2031-06"]), ("year", ["2031", "2031"])])
def test_a_timeline_is_grouped_as_asked(ask_either, span, periods):
    rows = _rows(ask_either("timeline", HANAKO.name, "--by", span, "--format", "jsonl"))
    assert [row["period"] for row in rows] == periods


def test_a_chain_shows_each_hop_with_the_statement_that_ties(ask_either):
    rows = _rows(ask_either("path", "José Ñandú", "Belmark", "--format", "jsonl"))
    assert [(row["chain"], row["hop"], row["from"], row["to"], row["id"]) for row in rows] == [
        (1, 1, "José Ñandú", "山田花子", SAW.id),
        (1, 2, "山田花子", "Nikol Varga", PLAN.id),
        (1, 3, "Nikol Varga", "Petra Varga", MEETING.id),
        (1, 4, "Petra Varga", "Belmark", CALL.id),
    ]


@pytest.mark.parametrize(
    "options",
    [
        ["--longest", "3"],
        ["--until", "2031-05"],
        ["--type", "CONSULT"],
        ["--document", "notes/hearing.html"],
        ["--said-by", "Norvania"],
        ["--polarity", "denied"],
    ],
)
def test_no_chain_leads_through_a_hop_that_does_not_pass(ask_either, options):
    outcome = ask_either("path", "José Ñandú", "Belmark", "--format", "jsonl", *options)
    assert _rows(outcome) == []
    assert "nothing in the graph ties José Ñandú to Belmark" in outcome.err


def test_filters_that_every_hop_passes_leave_the_chain(ask_either):
    plain = ask_either("path", "José Ñandú", "Belmark", "--format", "jsonl")
    assert ask_either("path", "José Ñandú", "Belmark", "--format", "jsonl", "--since", "2031", "--certainty", "certain") == plain


def test_what_is_denied_ties_only_those_who_ask_for_denials(ask_either):
    (row,) = _rows(ask_either("path", "Norvania", "Belmark", "--format", "jsonl"))
    assert row["id"] == CONDEMNED.id
    (row,) = _rows(ask_either("path", "Norvania", "Belmark", "--polarity", "denied", "--format", "jsonl"))
    assert row["id"] == SHELLING.id
    assert _rows(ask_either("path", "Norvania", "Belmark", "--indirect", "--format", "jsonl")) == []


def test_nobody_is_tied_to_itself(ask_either):
    outcome = ask_either("path", "Petra Varga", "Petra Vargha")
    assert (outcome.code, outcome.out) == (2, "")
    assert "are both Petra Varga" in outcome.err


FILTERS = [
    ("--type", "ASSAULT"), ("--since", "2031-05"), ("--until", "2031-05"), ("--said-by", "Petra Varga"), ("--stance", "praise"),
    ("--certainty", "certain"), ("--polarity", "denied"), ("--document", "notes/border.txt"),
]  # fmt: skip


@pytest.mark.parametrize(
    "command", ["relations", "stance", "timeline", "contested", "path", "actor", "actors", "documents", "export"]
)
def test_every_filter_works_on_every_command(ask, command):
    names = {"path": ["Norvania", "Belmark"], "actors": [], "documents": [], "export": []}.get(command, ["Norvania"])
    call = [command, *names, "--format", "jsonl"]
    whole = {row["id"] for row in _rows(ask(*call))}
    for option in FILTERS:
        kept = {row["id"] for row in _rows(ask(*call, *option))}
        if command != "path" or "--polarity" not in option:  # a chain of denials is none of facts
            assert kept <= whole


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("jose nandu", "José Ñandú"),
        ("JOSÉ ÑANDÚ", "José Ñandú"),
        ("President José Ñandú", "José Ñandú"),
        ("Foreign Minister Nandu", "José Ñandú"),
        ("Петра Варга", "Petra Varga"),
        ("山田花子", "山田花子"),
    ],
)
def test_a_name_is_known_in_capitals_with_a_title_without_accents_and_in_other_scripts(ask_either, spelling, expected):
    assert ask_either("actor", spelling).out.startswith(f"{expected}  Person")


def test_a_misspelt_name_brings_the_nearest_ones(ask_either):
    outcome = ask_either("relations", "Nandoro")
    assert (outcome.code, outcome.out) == (3, "")
    assert "did you mean José Ñandú?" in outcome.err


@pytest.mark.parametrize("command", [["relations", "Norvania"], ["timeline", "Norvania"], ["stance", "Norvania"], ["actors"]])
def test_a_limit_keeps_nothing_back_in_silence(ask_either, command):
    everything = _rows(ask_either(*command, "--format", "jsonl"))
    limited = ask_either(*command, "--format", "jsonl", "--limit", "2")
    assert _rows(limited) == everything[:2]
    assert limited.err.startswith(f"2 of {len(everything)} ")
