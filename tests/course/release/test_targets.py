import time
import zipfile

import pytest

from course.errors import CourseError
from course.release import to_folder, to_zip


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_files_make_the_same_zip(files, tmp_path, monkeypatch):
    to_zip(files, tmp_path / "one.zip")
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    to_zip(dict(files), tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_zip_unpacks_to_one_folder(files, tmp_path):
    to_zip(files, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        archive.extractall(tmp_path)
    assert contents(tmp_path / "neuron-to-nas") == files


def test_a_folder_is_updated_and_keeps_what_is_not_released(files, tmp_path):
    folder = tmp_path / "bundle"
    to_folder(files | {"notebooks/old.md": b"old"} | _manifest(files, "notebooks/old.md"), folder)
    (folder / "mine.txt").write_text("mine")
    to_folder(files, folder)
    assert contents(folder) == files | {"mine.txt": b"mine"}


def _manifest(files, name):
    return {"released.sha256": files["released.sha256"] + f"{'0' * 64}  {name}\n".encode()}


def test_a_forged_manifest_removes_nothing_outside(files, tmp_path):
    folder = tmp_path / "bundle"
    folder.mkdir()
    (tmp_path / "precious").touch()
    (folder / "released.sha256").write_text(f"0  ../precious\n0  {tmp_path}/precious\n")
    to_folder(files, folder)
    assert (tmp_path / "precious").exists()


def test_a_folder_with_something_else_is_refused(files, tmp_path):
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "thesis.tex").touch()
    with pytest.raises(CourseError, match="not empty, and no earlier release"):
        to_folder(files, folder)
    assert list(contents(folder)) == ["thesis.tex"]


@pytest.mark.parametrize("write", [to_zip, to_folder])
def test_a_disk_that_refuses(files, tmp_path, write):
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match="cannot write the release"):
        write(files, tmp_path / "file" / "bundle")
