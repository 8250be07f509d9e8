"""Her copies: made once, brought up to date while untouched, never overwritten."""

import json

import pytest

from course.editions import build_unit
from course.errors import CourseError
from course.lab import prepare_work
from course.syllabus_page import write_page


@pytest.fixture
def course(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    build_unit(checkout.unit, checkout.places, checkout.syllabus)
    write_page(checkout.syllabus, checkout.places)
    return checkout


def prepare(course):
    return prepare_work(course.places, course.syllabus)


def copy_of(course):
    return course.places.work(course.unit)


def change_edition(course):
    course.changed("# Write `double`.", "# Write `double`, please.")
    build_unit(course.unit, course.places, course.syllabus)


def rewritten(path, change):
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), "utf-8")
    return path.read_bytes()


def test_a_copy_is_the_edition_with_the_fast_kernel(course):
    assert prepare(course) == []
    edition = json.loads(course.places.student(course.unit).read_text("utf-8"))
    edition["metadata"]["kernelspec"] = {
        "display_name": "Neuron to NAS",
        "language": "python",
        "name": "neuron-to-nas",
    }
    assert json.loads(copy_of(course).read_text("utf-8")) == edition
    assert (course.places.work_folder / "syllabus.md").is_file()


def test_what_she_wrote_stays_and_a_newer_edition_is_told(course):
    prepare(course)
    hers = rewritten(copy_of(course), lambda book: book["cells"][0].update(source="mine"))
    assert prepare(course) == []
    change_edition(course)
    (news,) = prepare(course)
    assert "00-doubling has changed since you began it" in news
    assert copy_of(course).read_bytes() == hers


def test_running_and_saving_do_not_make_a_copy_hers(course):
    prepare(course)
    ran = rewritten(copy_of(course), lambda book: book["metadata"].update(language_info={}))
    prepare(course)
    assert copy_of(course).read_bytes() == ran  # the same edition: her outputs stay
    change_edition(course)
    assert prepare(course) == []
    assert "please" in copy_of(course).read_text("utf-8")


def test_without_its_memory_nothing_is_overwritten(course):
    prepare(course)
    hers = rewritten(copy_of(course), lambda book: book["cells"].pop())
    (course.places.work_folder / ".released.json").write_text("damaged", "utf-8")
    assert len(prepare(course)) == 1
    assert copy_of(course).read_bytes() == hers


def test_a_damaged_copy_is_hers_too(course):
    prepare(course)
    copy_of(course).write_bytes(b"\xff{")
    prepare(course)
    assert copy_of(course).read_bytes() == b"\xff{"


def test_a_folder_that_cannot_be_written(course):
    course.places.work_folder.write_text("in the way", "utf-8")
    with pytest.raises(CourseError, match="cannot write your copies"):
        prepare(course)


def test_a_checkout_without_units(checkout):
    with pytest.raises(CourseError, match="Run `course build`"):
        prepare(checkout)
