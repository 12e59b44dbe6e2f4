"""Rows of POLECAT made up here become records with all their parties, modes and contexts."""

import pytest
from event_rows import rows_like

from kg.records import MARK
from loaders.events.polecat import LAYOUT

ROW = dict.fromkeys(LAYOUT.needed, "None") | {
    "event_id": "A1", "event_date": "2020-10-04", "event_type": "ACCUSE", "event_mode": "disapprove", "actor_name": "Iran",
    "actor_country": "IRN", "actor_sectors": "GOV; MIL", "wikipedia_actor_id": "Iran",
}  # fmt: skip
coded, one = rows_like(LAYOUT, ROW)


def test_one_party_has_all_the_sectors():
    assert one()["actors"] == [MARK.join(("Iran", "IRN", "GOV,MIL", "Iran"))]
    assert one()["recipients"] == []


def test_a_cell_may_name_several_parties_each_with_its_own_country():
    row = one(recipient_name="Turkey; Ridge Front", recipient_country="TUR; None", wikipedia_recipient_id="Turkey")
    assert row["recipients"] == [MARK.join(("Turkey", "TUR", "", "")), MARK.join(("Ridge Front", "", "", ""))]


def test_countries_that_are_not_told_of_each_party_are_told_of_none():
    assert one(actor_name="Iran; Mali; Chad", actor_country="IRN; MLI", wikipedia_actor_id="None", actor_sectors="None")[
        "actors"
    ] == [MARK.join((name, "", "", "")) for name in ("Iran", "Mali", "Chad")]


@pytest.mark.parametrize(
    ("type_", "told", "mode"),
    [
        ("accuse", "Disapprove", "disapprove"),
        ("SANCTION", "SANCTION-withdraw", "withdraw"),
        ("ASSAULT", "heavy_weapons", "heavy-weapons"),
        ("COERCE", "ban", "restrict"),
        ("ASSAULT", "assassinate", "targeted"),
        ("ASSAULT", "execute", None),
        ("AGREE", "None", None),
    ],
)
def test_modes_are_those_of_the_manual(type_, told, mode):
    row = one(event_type=type_, event_mode=told)
    assert (row["type"], row["mode"]) == (type_.upper(), mode)


def test_what_the_manual_has_not_is_kept_in_words():
    row = one(event_type="ASSAULT", event_mode="execute", contexts="military; lawn_tennis; cbrn; human rights")
    assert row["action"] == "assault: execute"
    assert row["contexts"] == ["military", "wmd", "human_rights"]
    assert row["words"] == "other contexts: lawn_tennis"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"event_id": "None"}, "no event id"),
        ({"event_date": "soon"}, "Event Date is no day"),
        ({"event_type": "DANCE"}, "unknown Event Type"),
    ],
)
def test_what_is_no_event_is_refused_with_one_reason(cells, reason):
    found = coded(**cells)
    assert (len(found.records), [each.reason for each in found.refused]) == (0, [reason])
