from datetime import UTC, datetime

from course.report.summary import kind_of, summarise
from tests.course.report.made import UNIT, gathered, work


def day(number):
    return datetime(2026, 3, number, tzinfo=UTC)


def test_states_shares_and_times():
    works = [
        work("a", 2, 2, handed_in=day(3), seconds=2.0),
        work("b", 2, 0, question="waits", handed_in=day(1), seconds=1.0),
        work("c", None, status="flagged"),
        work("d", status="quarantined"),
    ]
    unit = summarise(UNIT, gathered(works, others=["e"]))
    assert list(unit.states.values()) == [1, 1, 1, 1, 1]
    assert unit.completion == 0.8
    assert unit.shares.tolist() == [0.5, 1.0]
    assert (unit.mean, unit.share(50)) == (0.75, 0.75)
    assert (unit.bins[5], unit.bins[9], sum(unit.bins)) == (1, 1, 2)
    assert (unit.first, unit.last) == (day(1), day(3))
    assert unit.second(100) == 2.0


def test_a_unit_without_grades_has_no_numbers():
    unit = summarise(UNIT, gathered([work("a", status="ungraded")]))
    assert (unit.mean, unit.share(50), unit.second(50), unit.first) == (None,) * 4


def test_repairs_are_counted_once_a_submission_by_kind():
    lost = "{}: its marks were lost; found by its content"
    works = [
        work("a", 2, repairs=(lost.format("x"), lost.format("y"))),
        work("b", 2, repairs=("x-check-1: was missing; put back below double",)),
        work("c", 2),
    ]
    unit = summarise(UNIT, gathered(works))
    assert dict(unit.repairs) == {
        "its marks were lost; found by its content": 1,
        "was missing; put back": 1,
    }
    assert unit.repaired == 2
    assert kind_of("imports: was missing; put back on top") == "was missing; put back"
