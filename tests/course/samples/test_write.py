import json

import nbformat
import pytest

from course.editions import build_unit
from course.errors import CourseError
from course.samples import KINDS, write_class


@pytest.fixture
def write(checkout, tmp_path, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    build_unit(checkout.unit, checkout.places, checkout.syllabus)
    edition = nbformat.read(checkout.places.student(checkout.unit), as_version=4)

    def write(students):
        return write_class(checkout.master(), edition, tmp_path / "inbox", students)

    write.read = lambda sample: json.loads(
        (tmp_path / "inbox" / sample.student / f"{checkout.unit}.ipynb").read_text("utf-8")
    )
    return write


def test_students_have_numbers_and_the_kinds_take_turns(write):
    samples = write(len(KINDS) + 1)
    assert [s.student for s in samples] == [f"s{n:03d}" for n in range(1, len(KINDS) + 2)]
    assert [s.kind for s in samples] == [*KINDS, "perfect"]


def test_answers_stand_in_their_cells_and_the_rest_is_the_edition(write):
    (sample,) = write(1)
    sources = {cell["id"]: "".join(cell["source"]) for cell in write.read(sample)["cells"]}
    assert sources["double"] == sample.answers["double"]
    assert sources["when_equal"] == sample.answers["when_equal"]
    assert "assert double(3) == 6" in sources["double-check-1"]


def test_colab_leaves_its_own_ids_and_format(write):
    colab = next(sample for sample in write(len(KINDS)) if sample.kind == "colab")
    notebook = write.read(colab)
    assert notebook["nbformat_minor"] == 0
    assert "colab" in notebook["metadata"]
    assert not any("id" in cell for cell in notebook["cells"])
    assert len({cell["metadata"]["id"] for cell in notebook["cells"]}) == len(notebook["cells"])


def test_writing_twice_gives_the_same_bytes(write, tmp_path):
    def everything():
        return {p: p.read_bytes() for p in (tmp_path / "inbox").rglob("*") if p.is_file()}

    write(6)
    first = everything()
    write(6)
    assert everything() == first


def test_a_class_has_somebody(write):
    with pytest.raises(CourseError, match="at least one student, not 0"):
        write(0)
