"""The pages as files: what is in them, and what must not be."""

import json
import re
from datetime import UTC, datetime

import pytest

from course.errors import CourseError
from course.report import write_report

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def write(classroom):
    def write(**options):
        units = classroom.checkout.syllabus.units
        return write_report(
            units, classroom.folder, classroom.places, "A course", now=NOW, **options
        )

    return write


@pytest.fixture
def page(write):
    return write().page.read_text("utf-8")


def test_the_page_needs_nothing_else(page):
    assert not re.search(r"(src|href)=[\"'](?!#)", page)
    assert "@import" not in page
    assert "<script" not in page
    assert "url(" not in page


def test_the_same_grade_book_gives_the_same_page(write, page):
    assert write().page.read_text("utf-8") == page


def test_flags_come_with_their_evidence_and_the_to_do_list_names_them(page):
    assert "an assertion that cannot hold was reported as passed" in page
    assert "1 flagged submission in 00-doubling to decide" in page
    assert "Written answers in 2 submissions to grade" in page
    assert "run `course verify 00-doubling`" in page


def test_what_a_student_wrote_is_text(classroom, write):
    (classroom.folder.root / "roster.csv").write_text("id,name\ns001,<script>alert(1)</script>\n")
    written = write()
    for path in (written.page, *written.own):
        assert "<script" not in path.read_text("utf-8")
    assert "&lt;script&gt;" in written.page.read_text("utf-8")


def test_each_student_has_a_page_of_her_own(write):
    own = {path.stem: path.read_text("utf-8") for path in write().own}
    assert list(own) == ["s001", "s002", "s003", "s004", "s005", "s006"]
    for student, text in own.items():
        assert not re.search(f"s00[^{student[-1]}]", text)
        assert "href" not in text
    assert "Kim, Ada (s001)" in own["s001"]
    assert "wrong for a negative number" in own["s002"]
    assert "not handed in" in own["s006"]


def test_a_students_page_holds_no_evidence_no_hidden_test_and_no_small_median(write):
    own = {path.stem: path.read_text("utf-8") for path in write().own}
    assert "reported as passed" not in own["s003"]
    assert "a person will look at it" in own["s003"]
    assert "double(-7)" not in own["s002"]
    assert "median" not in own["s001"]  # five others could be guessed from it


def test_a_reason_that_repeats_a_hidden_test_is_withheld(classroom, write):
    path = classroom.folder.root / "journal" / classroom.unit / "s002.json"
    entry = json.loads(path.read_text("utf-8"))
    entry["result"]["scores"][1]["reason"] = (
        "I print: assert double(-7) == -14, 'wrong for a negative number'"
    )
    path.write_text(json.dumps(entry), "utf-8")
    (own,) = write(students=["s002"]).own
    assert "double(-7)" not in own.read_text("utf-8")
    assert "withheld" in own.read_text("utf-8")


def test_only_the_students_asked_for(write):
    assert [path.name for path in write(students=["s002"]).own] == ["s002.html"]
    with pytest.raises(CourseError, match="no student 's777'"):
        write(students=["s777"])


def test_a_folder_that_cannot_be_written_keeps_everything(classroom, write):
    before = classroom.facts()
    (classroom.folder.root / "reports").write_text("in the way")
    with pytest.raises(CourseError, match="cannot be written"):
        write()
    assert classroom.facts() == before
    assert (classroom.folder.root / "reports").read_text() == "in the way"
