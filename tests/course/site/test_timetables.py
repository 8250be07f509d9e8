"""Two days and a semester that add up."""

import pytest

from course.site.timetables import TWO_DAYS, timetables
from course.syllabus import read_syllabus

SYLLABUS = read_syllabus()


def test_the_days_have_the_minutes_of_the_decks():
    assert [session.minutes for session in TWO_DAYS] == [10, 120, 60, 240, 210, 240]


@pytest.mark.parametrize("session", TWO_DAYS, ids=lambda session: f"{session.day}-{session.start}")
def test_what_is_planned_fits_into_its_session(session):
    planned = sum(SYLLABUS.unit(unit).minutes * share for unit, share in session.parts)
    assert planned <= session.minutes


def test_every_unit_has_a_week_and_no_unit_is_taught_twice():
    page = timetables(SYLLABUS)
    for week, unit in enumerate(SYLLABUS.units, start=1):
        assert f"| {week} | [{unit.id[:2]} {unit.title}](units/{unit.id}.md) |" in page
        shares = [share for session in TWO_DAYS for name, share in session.parts if name == unit.id]
        assert sum(shares) <= 1
