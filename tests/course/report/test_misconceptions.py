from course.report.misconceptions import (
    BROKEN,
    EARLIER,
    UNKNOWN,
    UNSOLVED,
    Misconceptions,
    behaves_like,
)
from course.verification import verify, write_record
from tests.course.report.made import work

RECORD = {
    "blank": {"c1": "NotImplementedError: Not solved yet.", "c2": "NotImplementedError: …"},
    "squares": {"c1": "should be 6", "c2": "got 25.0, not 10"},
    "adds two": {"c1": "should be 6", "c2": "got 7.0, not 10"},
    "loses the sign": {"c2": "wrong for a negative number"},
    "crashes": {"c1": "TypeError: too many arguments", "c2": "TypeError: too many arguments"},
}


def test_the_same_checks_with_the_same_messages():
    assert behaves_like({"c2": "wrong for a negative number"}, RECORD) == "loses the sign"
    assert behaves_like({"c1": "should be 6", "c2": "got 7.0, not 10"}, RECORD) == "adds two"


def test_numbers_may_differ_and_then_several_are_possible():
    failed = {"c1": "should be 6", "c2": "got 3.5, not 10"}
    assert behaves_like(failed, RECORD) == "squares or adds two"


def test_other_messages_or_other_checks_are_unknown():
    assert behaves_like({"c2": "wrong shape"}, RECORD) == UNKNOWN
    assert behaves_like({"c1": "should be 6"}, RECORD) == UNKNOWN
    assert behaves_like({"c1": "should be 6"}, {}) == UNKNOWN


def test_unsolved_and_broken_answers():
    assert behaves_like(dict.fromkeys(("c1", "c2"), "not solved yet"), RECORD) == UNSOLVED
    broken = "the answer itself fails: SyntaxError: expected ':'"
    assert behaves_like(dict.fromkeys(("c1", "c2"), broken), RECORD) == BROKEN
    known = "the answer itself fails: TypeError: too many arguments"
    assert behaves_like(dict.fromkeys(("c1", "c2"), known), RECORD) == "crashes"


def test_an_answer_that_builds_on_a_broken_one_is_told_apart():
    assert behaves_like({"c2": "NameError: name 'step' is not defined"}, RECORD) == EARLIER


def test_by_the_record_of_a_verified_unit(checkout):
    master = checkout.master()
    write_record(master, verify(master))
    likes = Misconceptions(checkout.places)
    wrong = work("a", 2, 0, reasons=["", "wrong for a negative number"])
    assert likes.of(wrong, "double") == "loses the sign"
    assert likes.of(work("b", 2, 2), "double") == ""
    assert likes.missing(checkout.unit, ["double"]) == []


def test_a_changed_exercise_is_not_on_record_any_more(checkout):
    master = checkout.master()
    write_record(master, verify(master))
    checkout.changed("wrong for a negative number", "wrong below zero")
    assert Misconceptions(checkout.places).missing(checkout.unit, ["double"]) == ["double"]
