"""Days, parties and deaths of rows of UCDP GED made up here."""

import pytest
from event_rows import rows_like

from kg.records import MARK
from loaders.events.ucdp import LAYOUT

ROW = dict.fromkeys(LAYOUT.needed, "") | {
    "id": "77.0", "type_of_violence": "3.0", "side_a": "Ridge Front", "side_b": "Civilians", "country": "Mali", "adm_1": "Kidal region",
    "latitude": "18.4", "longitude": "1.4", "event_clarity": "1", "date_start": "2020-10-04 00:00:00.000", "date_end": "2020-10-04",
    "best": "1.0",
}  # fmt: skip
coded, one = rows_like(LAYOUT, ROW)


def test_who_kills_civilians_acts_upon_those_of_the_country():
    row = one()
    assert (row["key"], row["date"], row["certainty"], row["type"]) == ("77", "2020-10-04", "certain", "ASSAULT")
    assert row["actors"] == [MARK.join(("Ridge Front", "", "", ""))]
    assert row["recipients"] == [MARK.join(("Civilians", "Mali", "", ""))]
    assert row["place"] == MARK.join(("Kidal region", "Kidal region", "Mali", "18.4", "1.4", ""))


@pytest.mark.parametrize(
    ("side", "names"),
    [
        ("Government of Arland, Government of Norland", ["Government of Arland", "Government of Norland"]),
        ("al-Ridge Brigade, Bay Army , SF", ["al-Ridge Brigade", "Bay Army", "SF"]),
        ("Military faction (forces of North, South and West), SF", ["Military faction (forces of North, South and West)", "SF"]),
        ("Government of Arland (Old Arland)", ["Government of Arland (Old Arland)"]),
        ("", []),
    ],
)
def test_a_side_of_several_is_several_actors_and_a_comma_in_brackets_divides_none(side, names):
    assert [party.split(MARK)[0] for party in one(side_a=side)["actors"]] == names


def test_those_of_one_side_do_not_fight_each_other():
    def sides(side_a, side_b):
        row = one(type_of_violence="2", side_a=side_a, side_b=side_b)
        return tuple([party.strip() for party in row[side]] for side in ("actors", "recipients"))

    assert sides("A", "B, C") == (["A", "B", "C"], []), "the first is the one whom the others fight"
    assert sides("A, B", "C, D") == (["A", "B"], ["C", "D"])
    assert sides("A", "") == (["A"], [])


@pytest.mark.parametrize(("best", "words"), [("1.0", "1 death"), ("12", "12 deaths"), ("", "an unknown number of deaths")])
def test_deaths_are_told_in_words(best, words):
    assert one(best=best)["words"] == words


def test_an_event_of_several_days_has_an_interval():
    assert one(date_end="2020-10-06")["date"] == "2020-10-04/2020-10-06"
    assert one(date_end="")["date"] == "2020-10-04"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": ""}, "no id"),
        ({"date_start": "2020-13-01"}, "date_start is no day"),
        ({"date_end": "later"}, "date_end is no day"),
        ({"date_end": "2020-10-03"}, "date_end lies before date_start"),
        ({"type_of_violence": "9"}, "unknown type_of_violence"),
    ],
)
def test_what_is_no_event_is_refused_with_one_reason(cells, reason):
    found = coded(**cells)
    assert (len(found.records), [each.reason for each in found.refused]) == (0, [reason])
