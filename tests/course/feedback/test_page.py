import html
import re
from dataclasses import replace

import pytest

from course.feedback import write_feedback
from course.gradebook import Journal, Writer
from course.gradebook.journal import Entry
from course.grading import Result
from tests.course.gradebook.classroom import LOSES_SIGN


@pytest.fixture
def page(classroom):
    """Grade these answers of s001; return the feedback as a browser shows it, tags left out."""

    def page(result=None, **answers):
        classroom.hand_in("s001", **answers)
        result = result or classroom.result(**answers)
        Journal(classroom.folder).write("s001", classroom.unit, Entry("", "", True, result))
        with Writer(classroom.folder, classroom.places) as writer:
            writer.register(classroom.unit, classroom.solution())
            writer.record("s001", classroom.unit, result)
        (path,) = write_feedback(classroom.unit, classroom.folder, classroom.places)
        assert path == classroom.folder.feedback("s001", classroom.unit)
        page.html = path.read_text("utf-8")
        body = page.html.partition("<body")[2]
        return html.unescape(" ".join(re.sub(r"<[^>]+>", "", body).split()))

    return page


def test_shows_scores_and_the_reason(page):
    text = page(code=LOSES_SIGN)
    assert "(Score: 1.0 / 6.0)" in text
    assert "wrong for a negative number" in text
    assert "2 * abs(x)" in text


def test_a_hidden_test_is_not_shown(page):
    text = page(code=LOSES_SIGN)
    assert "double(-7)" not in text
    assert "HIDDEN TESTS" not in page.html
    assert "assert double(start) == 2 * start" in text


def test_neither_the_reference_nor_the_rubric_is_shown(page):
    text = page(code=LOSES_SIGN)
    assert "twice_as_much" not in text
    assert "where both sides agree" not in text
    assert "Both numbers, with the equation" not in text


def test_repairs_are_told_first(page, classroom):
    result = replace(classroom.result(), repairs=("double: its marks were lost",))
    text = page(result)
    assert "No points were lost by it. double: its marks were lost" in text
    assert text.index("its marks were lost") < text.index("At the end you can")


def test_a_comment_and_a_grade_by_hand_are_shown(page, classroom):
    page()
    unit = classroom.unit
    with classroom.folder.open(classroom.places) as book:
        book.find_grade("when_equal", unit, unit, "s001").manual_score = 2.5
        book.find_comment("when_equal", unit, unit, "s001").manual_comment = "Which equation?"
        book.db.commit()
    write_feedback(unit, classroom.folder, classroom.places)
    text = classroom.folder.feedback("s001", unit).read_text("utf-8")
    assert "Which equation?" in text
    assert "2.5" in text
    assert "(Score: 5.5 / 6.0)" in " ".join(text.split())


def test_what_a_student_wrote_is_text_and_no_page(page):
    page(words="<script>alert(1)</script> at zero")
    assert "<script>alert(1)</script>" not in page.html


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "[here](javascript:alert(1))",
        "[here](java&#115;cript\\:alert(1))",
        "<a href='javascript:alert(1)'>here</a>",
    ],
)
def test_no_way_to_run_a_script(page, words):
    page(words=words)
    assert not re.search(r"<[^>]*(onerror|onload|javascript:)", page.html.partition("<body")[2])


def test_a_word_with_a_colon_is_no_link(page):
    page(words="About the data: *many* points.")
    assert "<em>many</em>" in page.html


def test_a_formula_stays_as_it_is(page):
    text = page(words="$$a < b \\begin{cases} 0 & z \\end{cases}$$")
    assert "a < b" in text
    assert "0 & z" in text


def test_only_the_students_asked_for(classroom, page):
    page()
    assert write_feedback(classroom.unit, classroom.folder, classroom.places, ["s002"]) == []


def test_quarantined_and_unrecorded_submissions_have_no_page(classroom):
    journal = Journal(classroom.folder)
    for student, result in (("s001", Result("quarantined")), ("s002", classroom.result())):
        classroom.hand_in(student)
        journal.write(student, classroom.unit, Entry("", "", False, result))
    classroom.hand_in("s003")
    assert write_feedback(classroom.unit, classroom.folder, classroom.places) == []
