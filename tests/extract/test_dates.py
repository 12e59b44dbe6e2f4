"""Expressions of time against the day of the report: which EDTF date they mean."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.dates import Anchor, find_times, is_day, last_day

WEDNESDAY = "2019-06-12"


def reckoned(text, published, *, told=None, future=False):
    return [time.edtf for time in find_times(text, Anchor(published, told), future=future)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 3 May 2017", "2017-05-03"),
        ("on May 3, 2017", "2017-05-03"),
        ("on May 3rd, 2017", "2017-05-03"),
        ("on the 3rd of May 2017", "2017-05-03"),
        ("Sept. 9, 2018", "2018-09-09"),
        ("9 Jun. 2018", "2018-06-09"),
        ("2018-09-09", "2018-09-09"),
        ("in March 2017", "2017-03"),
        ("in early March 2017", "2017-03"),
        ("in 2014", "2014"),
        ("since 1998", "1998"),
        ("the 2015 agreement", "2015"),
        ("from May 3 to 7, 2017", "2017-05-03/2017-05-07"),
        ("on 3-7 May 2017", "2017-05-03/2017-05-07"),
        ("from April 28 to May 2, 2017", "2017-04-28/2017-05-02"),
    ],
)
@pytest.mark.parametrize("published", [None, "2019", "2019-06", WEDNESDAY])
def test_a_full_date_needs_no_report(text, edtf, published):
    assert reckoned(text, published) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("today", "2019-06-12"),
        ("yesterday", "2019-06-11"),
        ("on Wednesday", "2019-06-12"),
        ("on Tuesday", "2019-06-11"),
        ("on Thursday", "2019-06-06"),
        ("last Wednesday", "2019-06-05"),
        ("last Friday", "2019-06-07"),
        ("next Monday", "2019-06-17"),
        ("last week", "2019-06-03/2019-06-09"),
        ("this week", "2019-06-10/2019-06-16"),
        ("last month", "2019-05"),
        ("this month", "2019-06"),
        ("next month", "2019-07"),
        ("last year", "2018"),
        ("next year", "2020"),
        ("three days ago", "2019-06-09"),
        ("two weeks ago", "2019-05-29"),
        ("six months ago", "2018-12"),
        ("a year ago", "2018"),
        ("on June 3", "2019-06-03"),
        ("on 28 May", "2019-05-28"),
        ("in May", "2019-05"),
        ("in November", "2018-11"),
        ("on December 30", "2018-12-30"),
    ],
)
def test_relative_to_the_day_of_the_report(text, edtf):
    assert reckoned(text, WEDNESDAY) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("on Friday", "2019-06-14"), ("tomorrow", "2019-06-13"), ("on June 20", "2019-06-20"), ("in September", "2019-09")],
)
def test_what_is_to_come_lies_ahead(text, edtf):
    assert reckoned(text, WEDNESDAY, future=True) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("the previous day", "2017-04-30"),
        ("the day before", "2017-04-30"),
        ("the next day", "2017-05-02"),
        ("the following month", "2017-06"),
        ("two days later", "2017-05-03"),
        ("a week earlier", "2017-04-24"),
    ],
)
def test_relative_to_the_story(text, edtf):
    assert reckoned(text, WEDNESDAY, told="2017-05-01") == [edtf]


@pytest.mark.parametrize("text", ["on Wednesday", "yesterday", "last week", "three days ago", "on June 3", "in May", "last year"])
def test_without_a_date_of_the_report_nothing_is_guessed(text):
    assert [edtf for edtf in reckoned(text, None) if edtf is not None] == []


@pytest.mark.parametrize("text", ["yesterday", "on Wednesday", "last week", "two days ago"])
def test_a_report_dated_by_its_month_tells_no_day(text):
    assert [edtf for edtf in reckoned(text, "2019-06") if edtf is not None] == []


@pytest.mark.parametrize(
    "text",
    ["they may attack", "a march through the city", "in 30 percent of cases", "resolution 2254", "February 31, 2019"],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert [edtf for edtf in reckoned(text, WEDNESDAY) if edtf is not None] == []


def test_expressions_stand_where_they_say_and_do_not_overlap():
    text = "On June 3, 2018, and again yesterday, in the 2015 agreement and last week."
    found = find_times(text, Anchor(WEDNESDAY))
    assert [time.edtf for time in found] == ["2018-06-03", "2019-06-11", "2015", "2019-06-03/2019-06-09"]
    assert all(text[time.start : time.end] == time.text for time in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "day"), [("October 27", True), ("27 October 2020", True), ("in October", False), ("yesterday", False)]
)
def test_a_day_by_month_and_number_is_known(text, day):
    assert [is_day(time) for time in find_times(text, Anchor(WEDNESDAY))] == [day]


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2020-02-03", date(2020, 2, 3)),
        ("2020-02", date(2020, 2, 29)),
        ("2020", date(2020, 12, 31)),
        ("2020-01-01/2020-02", date(2020, 2, 29)),
        ("2020-13", None),
        ("", None),
        (None, None),
        ("soon", None),
    ],
)
def test_the_last_day_that_a_date_covers(edtf, day):
    assert last_day(edtf) == day


@settings(derandomize=True)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_is_that_day_and_within_the_last_week(published, weekday):
    (edtf,) = reckoned(f"on {weekday}", published.isoformat())
    then = date.fromisoformat(edtf)
    assert f"{then:%A}" == weekday
    assert timedelta(0) <= published - then < timedelta(7)


@settings(derandomize=True)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.text(alphabet="0123456789 /-.,:JanuaryMyoethlskdwg", max_size=60))
def test_every_date_found_can_be_read_again(published, text):
    for time in find_times(text, Anchor(published.isoformat())):
        assert text[time.start : time.end] == time.text
        assert time.edtf is None or last_day(time.edtf) is not None
