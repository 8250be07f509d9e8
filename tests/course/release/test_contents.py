import subprocess

import pytest

from course.errors import CourseError
from course.release import bundle, to_folder


def bundled(course):
    return bundle([course.unit], course.places, course.syllabus)


def test_a_bundle_has_what_a_student_needs_and_no_master(files):
    assert set(files) == {
        ".gitignore",
        "Makefile",
        "README.md",
        "course/syllabus.toml",
        "environment.yml",
        "helpers/datasets.py",
        "notebooks/00-doubling/00-doubling.ipynb",
        "notebooks/syllabus.md",
        "pyproject.toml",
        "released.sha256",
        "requirements.lock",
    }
    assert files["README.md"] == b"docs/student-guide.md\n"
    assert b"[Doubling](00-doubling/00-doubling.ipynb)" in files["notebooks/syllabus.md"]


def test_what_python_and_editors_leave_behind_stays_behind(course, files):
    for name in ("__pycache__/datasets.pyc", ".ipynb_checkpoints/datasets.py", ".datasets.py.swp"):
        path = course.places.helpers / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert bundled(course) == files


def test_the_checksums_are_those_that_sha256sum_reads(files, tmp_path):
    to_folder(files, tmp_path / "bundle")
    check = ["sha256sum", "--check", "--strict", "--quiet", "released.sha256"]
    subprocess.run(check, cwd=tmp_path / "bundle", check=True)


def test_a_stale_edition_is_not_released(course):
    course.changed("# Write `double`.", "# Write `double`, please.")
    with pytest.raises(CourseError, match=r"stale: .*Run `course build`"):
        bundled(course)


def test_a_missing_file_is_named(course):
    (course.places.root / "Makefile").unlink()
    with pytest.raises(CourseError, match="Makefile: cannot be read"):
        bundled(course)
