"""Rows of ICEWS made up here become records, or are refused with a reason."""

import pytest
from event_rows import rows_like

from kg.records import MARK
from loaders.events.icews import LAYOUT

ROW = {
    "event_id": "7", "event_date": "2020-10-04", "source_name": "Harbour Ministry (Iran)", "source_sectors": "Government,Ports",
    "source_country": "Iran", "event_text": "Make statement", "cameo_code": "010", "intensity": "-0.4", "target_name": "NA",
    "target_sectors": "NA", "target_country": "NA", "story_id": "55", "sentence_number": "3", "publisher": "Bay Times", "city": "NA",
    "district": "NA", "province": "Khomas", "country": "Namibia", "latitude": "-22.5", "longitude": "17.0",
}  # fmt: skip
coded, _ = rows_like(LAYOUT, ROW)


def test_a_row_is_known_by_its_number_and_its_day():
    (row,) = coded().records.to_pylist()
    assert (row["key"], row["date"], row["code"], row["score"]) == ("7@2020-10-04", "2020-10-04", "010", -0.4)
    assert row["actors"] == [MARK.join(("Harbour Ministry (Iran)", "Iran", "Government,Ports", ""))]
    assert row["recipients"] == [], "NA is nobody"
    assert row["place"] == MARK.join(("Khomas", "Khomas", "Namibia", "-22.5", "17.0", ""))
    assert row["source"] == "Bay Times, story 55, sentence 3"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"event_id": ""}, "no event id"),
        ({"event_date": "2020-02-30"}, "Event Date is no day"),
        ({"cameo_code": "13y"}, "unknown CAMEO code"),
        ({"cameo_code": ""}, "no CAMEO code"),
        ({"cameo_code": "10"}, "CAMEO code of two digits, perhaps without its leading zero"),
        ({"cameo_code": "40"}, "CAMEO code of two digits, perhaps without its leading zero"),
    ],
)
def test_what_is_no_event_is_refused_with_one_reason(cells, reason):
    found = coded(**cells)
    assert len(found.records) == 0
    assert [(one.row, one.reason) for one in found.refused] == [(0, reason)]


def test_coordinates_off_the_globe_leave_the_place_without_any():
    (row,) = coded(latitude="95").records.to_pylist()
    assert row["place"] == MARK.join(("Khomas", "Khomas", "Namibia", "", "", ""))
