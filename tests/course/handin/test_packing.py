import zipfile

import pytest

from course.errors import CourseError
from course.handin import pack, review
from course.intake import collect
from tests.course.intake.school import zipped


def packed(student, write, name=""):
    path = write()
    return pack(review(path, student.places, student.syllabus), path.parent, name), path


def collected(student, sources, folder):
    return collect(sources, student.places, student.syllabus, gradebook=folder).accepted


def test_the_zip_holds_the_notebook_as_it_is(student, write):
    packed_file, path = packed(student, write)
    assert packed_file == path.with_suffix(".zip")
    with zipfile.ZipFile(packed_file) as archive:
        assert archive.namelist() == ["00-doubling.ipynb"]
        assert archive.read("00-doubling.ipynb") == path.read_bytes()


def test_collect_takes_back_a_zip_with_an_id(student, write, tmp_path):
    packed_file, path = packed(student, write, "kim")
    (taken,) = collected(student, [packed_file], tmp_path / "book")
    assert (taken.student, taken.unit) == ("kim", student.unit)
    assert taken.path.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("kimanna_4711_9876543_00-doubling.zip", "4711"),  # Canvas
        ("Anna Kim_815_assignsubmission_file/00-doubling.zip", "815"),  # Moodle
    ],
)
def test_collect_takes_back_what_a_platform_makes_of_it(student, write, tmp_path, name, owner):
    packed_file, path = packed(student, write)
    export = tmp_path / "export.zip"
    export.write_bytes(zipped({name: packed_file.read_bytes()}))
    (taken,) = collected(student, [export], tmp_path / "book")
    assert (taken.student, taken.unit) == (owner, student.unit)
    assert taken.path.read_bytes() == path.read_bytes()


def test_a_malformed_id_is_refused_before_anything_is_written(student, write):
    with pytest.raises(CourseError, match="no student id"):
        packed(student, write, "anna kim")
    assert not list(student.places.work_folder.rglob("*.zip"))


def test_a_full_disk_keeps_the_notebook(student, write, monkeypatch):
    def refuse(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course.handin.packing.write_whole", refuse)
    with pytest.raises(CourseError, match=r"No space left.*your notebook is as it was"):
        packed(student, write)
