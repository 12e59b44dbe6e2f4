"""Who acts and who is acted upon in rows of ACLED made up here."""

import pytest
from event_rows import rows_like

from kg.records import MARK
from kg.vocabulary import cameo, load_table, plover
from loaders.events.acled import LAYOUT

ROW = dict.fromkeys(LAYOUT.read, "") | {
    "event_id_cnty": "IRN1",
    "event_date": "2020-10-04",
    "country": "Iran",
    "notes": "Shots.",
}
_, one = rows_like(LAYOUT, ROW)
POLICE, CROWD, PEOPLE, MOB = "Police Forces of Iran (1989-)", "Protesters (Iran)", "Civilians (Iran)", "Rioters (Iran)"


def sides(sub_event_type, actor1, actor2):
    row = one(sub_event_type=sub_event_type, actor1=actor1, actor2=actor2)
    return tuple([party.split(MARK)[0] for party in row[side]] for side in ("actors", "recipients"))


@pytest.mark.parametrize(
    ("sub", "one_", "other", "actors", "recipients"),
    [
        ("Excessive force against protesters", CROWD, POLICE, ["Police Forces of Iran"], [CROWD]),
        ("Excessive force against protesters", POLICE, CROWD, ["Police Forces of Iran"], [CROWD]),
        ("Excessive force against protesters", CROWD, "", [], [CROWD]),
        ("Protest with intervention", POLICE, CROWD, [CROWD], ["Police Forces of Iran"]),
        ("Peaceful protest", CROWD, CROWD, [CROWD], [CROWD]),
        ("Mob violence", PEOPLE, MOB, [MOB], [PEOPLE]),
        ("Air/drone strike", PEOPLE, "Ridge Front", ["Ridge Front"], [PEOPLE]),
        ("Air/drone strike", "Military Forces of Iran (1989-)", "Ridge Front", ["Military Forces of Iran"], ["Ridge Front"]),
        ("Attack", "Ridge Front", PEOPLE, ["Ridge Front"], [PEOPLE]),
        ("Armed clash", "Ridge Front", POLICE, ["Ridge Front", "Police Forces of Iran"], []),
    ],
)
def test_a_generic_name_tells_who_acts_since_the_order_does_not(sub, one_, other, actors, recipients):
    assert sides(sub, one_, other) == (actors, recipients)


def test_the_codes_of_every_sub_event_type_are_those_of_the_ontology():
    rows = load_table("events/acled.csv")
    assert len(rows) == 25
    for row in rows:
        if row["type"]:
            assert row["mode"] in ("", *plover(row["type"]).modes)
            assert cameo(row["cameo"]).plover_type == row["type"]
        else:
            assert not row["mode"] + row["cameo"]


def test_numbers_for_sorts_of_actors_say_nothing_and_words_do():
    assert one(sub_event_type="Attack", actor1="Ridge Front", inter1="2")["actors"] == [MARK.join(("Ridge Front", "", "", ""))]
    row = one(sub_event_type="Attack", actor1="Ridge Front", inter1="Rebel group")
    assert row["actors"] == [MARK.join(("Ridge Front", "", "Rebel group", ""))]


def test_the_time_of_a_revision_is_the_version_with_as_many_digits_as_any_other():
    versions = [one(sub_event_type="Attack", timestamp=stamp)["version"] for stamp in ("999999999", "1601900000.0", "1601900001")]
    assert versions == sorted(versions)
    assert len({len(version) for version in versions}) == 1
    assert one(sub_event_type="Attack")["version"] is None


@pytest.mark.parametrize(
    ("written", "day"), [("16 May 2025", "2025-05-16"), ("2025-05-16", "2025-05-16"), ("1 March 2025", "2025-03-01")]
)
def test_a_day_may_be_written_in_words(written, day):
    assert one(sub_event_type="Attack", event_date=written)["date"] == day
