import pytest

from course.batch import grade_bytes, task
from course.errors import CourseError
from course.grading import Result
from course.sandbox.availability import SandboxUnavailableError
from course.sandbox.limits import Limits


@pytest.fixture
def graded_as(monkeypatch):
    """Replace grading itself by one answer or error."""

    def graded_as(answer):
        def grade(*arguments):
            graded_as.arguments = arguments
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(task, "grade", grade)

    return graded_as


def test_passes_the_parsed_notebook_on(graded_as):
    graded_as(Result("graded"))
    assert grade_bytes(b'\xef\xbb\xbf{"cells": []}', {"m": 1}, Limits(), True) == Result("graded")
    assert graded_as.arguments == ({"cells": []}, {"m": 1}, Limits(), True)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe{", b"[" * 100_000, b"1" * 5000])
def test_what_is_no_notebook_is_quarantined(data):
    result = grade_bytes(data, {"cells": [], "nbformat": 4, "metadata": {}}, Limits())
    assert result.status == "quarantined"
    assert result.reason


def test_whatever_goes_wrong_is_that_submissions_reason(graded_as):
    graded_as(KeyError("cells"))
    result = grade_bytes(b"{}", {}, Limits())
    assert result == Result("quarantined", reason="grading failed: KeyError: 'cells'")


def test_a_machine_that_cannot_confine_is_no_submissions_fault(graded_as):
    graded_as(SandboxUnavailableError("cannot be confined. Pass --unsafe."))
    with pytest.raises(CourseError, match="Pass --unsafe"):
        grade_bytes(b"{}", {}, Limits())
