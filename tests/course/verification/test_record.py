import json

import pytest

from course.verification import Verdict, read_record, verify, write_record


@pytest.fixture
def verdicts(checkout):
    return verify(checkout.master())


def test_every_wrong_answer_is_kept_with_what_its_checks_say(checkout, verdicts):
    path = write_record(checkout.master(), verdicts)
    assert path.name == "wrong-answers.json"
    record = read_record(checkout.master())["double"]
    assert set(record) == {"blank", "squares x[i]", "adds two", "loses the sign"}
    assert record["loses the sign"] == {"double-check-2": "wrong for a negative number"}


def test_verifying_again_writes_nothing(checkout, verdicts):
    write_record(checkout.master(), verdicts)
    wavering = [
        Verdict(v.exercise, v.answer, {check: f"{text} 0.1" for check, text in v.failed.items()})
        for v in verdicts
    ]
    assert write_record(checkout.master(), wavering) is None


def test_prose_ages_nothing_and_a_check_does(checkout, verdicts):
    write_record(checkout.master(), verdicts)
    checkout.changed("At the end you can", "Soon you can")
    assert "double" in read_record(checkout.master())
    checkout.changed("assert double(3) == 6", "assert double(4) == 8")
    assert read_record(checkout.master()) == {}
    assert write_record(checkout.master(), verify(checkout.master()))
    assert "double" in read_record(checkout.master())


def test_nothing_of_the_machine_is_kept(checkout):
    failed = {"double-check-1": "OSError: /home/ada/course/data.csv is not there, not n/a"}
    path = write_record(checkout.master(), [Verdict("double", "squares", failed)])
    text = json.loads(path.read_text("utf-8"))["double"]["answers"]["squares"]["double-check-1"]
    assert text == "OSError: …/data.csv is not there, not n/a"


def test_a_damaged_record_counts_as_none(checkout, verdicts):
    path = write_record(checkout.master(), verdicts)
    path.write_text("{")
    assert read_record(checkout.master()) == {}
    assert write_record(checkout.master(), verdicts) == path
