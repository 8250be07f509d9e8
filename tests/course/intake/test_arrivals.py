import os
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from course.errors import CourseError
from course.intake.arrivals import arrivals
from tests.course.intake.school import zipped


@pytest.fixture
def found(school):
    """Return what arrives from the inbox, or from other sources, by path inside."""

    def found(*sources):
        arrived = arrivals(sources or [school.inbox], school.places.gradebook)
        return {"/".join(arrival.inside): arrival for arrival in arrived}

    return found


def test_a_folder(school, found):
    school.put("s001/a.ipynb", b"{}", day=3)
    (arrival,) = found().values()
    assert arrival.inside == ("s001", "a.ipynb")
    assert arrival.outside == (school.root.name, "inbox")
    assert arrival.where.endswith("inbox/s001/a.ipynb")
    assert arrival.modified == datetime(2026, 5, 3, 12, tzinfo=UTC)
    assert (arrival.data, arrival.problem) == (b"{}", "")


def test_nbgraders_timestamp_is_the_time(school, found):
    school.put("s001/a.ipynb", b"{}", day=9)
    school.put("s001/timestamp.txt", b"2026-05-02 10:00:00 UTC")
    assert found()["s001/a.ipynb"].modified == datetime(2026, 5, 2, 10, tzinfo=UTC)


def test_what_systems_leave_behind_is_passed_over(school, found):
    for name in (".a.ipynb", ".ipynb_checkpoints/a.ipynb", "__MACOSX/._a.ipynb", "Thumbs.db"):
        school.put(name, b"x")
    school.put("x.zip", zipped({"__MACOSX/._a.ipynb": b"x", ".DS_Store": b"x"}))
    assert found() == {}


def test_a_single_file_keeps_the_names_around_it(school, found):
    path = school.put("s001/a.ipynb", b"{}")
    (arrival,) = found(path).values()
    assert arrival.inside == ("a.ipynb",)
    assert arrival.outside == ("inbox", "s001")


def test_a_zip_that_is_handed_in_is_around_its_members(school, found):
    path = school.put("s001.zip", zipped({"x/a.ipynb": b"{}"}))
    (arrival,) = found(path).values()
    assert arrival.inside == ("x", "a.ipynb")
    assert arrival.outside == ("inbox", "s001")
    assert arrival.where.endswith("inbox/s001.zip/x/a.ipynb")


def test_a_zip_in_a_zip_counts_as_a_folder(school, found):
    inner = zipped({"a.ipynb": b"{}"})
    school.put("all.zip", zipped({"kim_12_345_work.zip": inner, "b/c.ZIP": inner}))
    assert set(found()) == {"kim_12_345_work/a.ipynb", "b/c/a.ipynb"}


def test_a_third_zip_is_refused_and_kept(school, found):
    inmost = zipped({"a.ipynb": b"{}"})
    school.put("all.zip", zipped({"b.zip": zipped({"c.zip": inmost, "d.ipynb": b"{}"})}))
    arrived = found()
    assert "archive in an archive in an archive" in arrived["b/c.zip"].problem
    assert arrived["b/c.zip"].data == inmost
    assert arrived["b/d.ipynb"].problem == ""


def test_archives_inside_spend_the_same_budget(school, found, monkeypatch):
    monkeypatch.setattr("course.intake.archives.Budget.__init__.__defaults__", (4, 10_000))
    inner = zipped({"a": b"", "b": b""})
    school.put("all.zip", zipped({"1.zip": inner, "2.zip": inner}))
    arrived = found()
    assert set(arrived) == {"1/a", "1/b", "2.zip"}
    assert "More than 4 files" in arrived["2.zip"].problem


def test_a_damaged_zip_is_kept(school, found):
    school.put("all.zip", b"PK damaged")
    arrival = found()["all.zip"]
    assert "damaged" in arrival.problem
    assert arrival.data == b"PK damaged"


def test_an_empty_zip_in_a_zip_is_refused(school, found):
    school.put("all.zip", zipped({"a.zip": b"", "b.ipynb": b"{}"}))
    arrived = found()
    assert "damaged" in arrived["a.zip"].problem
    assert arrived["b.ipynb"].problem == ""


def test_a_member_is_no_younger_than_its_archive(school, found):
    member = zipfile.ZipInfo("a.ipynb", (2107, 1, 1, 0, 0, 0))
    school.put("s001.zip", zipped({member: b"{}"}), day=3)
    assert found()["a.ipynb"].modified.date() <= datetime(2026, 5, 4, tzinfo=UTC).date()


def test_a_link_in_a_folder_is_refused_unread(school, found):
    secret = school.root / "secret"
    secret.write_bytes(b"secret")
    (school.inbox / "a.ipynb").symlink_to(secret)
    (arrival,) = found().values()
    assert "link" in arrival.problem
    assert arrival.data == b""


def test_a_link_to_a_folder_is_not_followed(school, found):
    (school.inbox / "s001").symlink_to(school.places.root)
    (school.inbox / "s002").symlink_to("s002")
    assert all("link" in arrival.problem for arrival in found().values())
    assert set(found()) == {"s001", "s002"}


def test_a_folder_that_cannot_be_read_is_reported(school, found, monkeypatch):
    school.put("s001/a.ipynb", b"{}")
    school.put("s002/a.ipynb", b"{}")
    real = os.scandir

    def refuse(path):
        if str(path).endswith("s001"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    arrived = found()
    assert "The folder cannot be read (Permission denied)" in arrived["s001"].problem
    assert arrived["s002/a.ipynb"].problem == ""


def test_a_time_to_come_is_now(school, found):
    school.put("s001/a.ipynb", b"{}")
    school.put("s001/timestamp.txt", b"2107-01-01 00:00:00 UTC")
    assert found()["s001/a.ipynb"].modified <= datetime.now(UTC)


def test_a_pipe_is_refused_unread(school, found):
    os.mkfifo(school.inbox / "a.ipynb")
    assert "device" in found()["a.ipynb"].problem
    assert stat.S_ISFIFO((school.inbox / "a.ipynb").stat().st_mode)


def test_a_large_file_is_left_where_it_is(school, found):
    with school.put("a.ipynb", b"").open("wb") as file:
        file.truncate(50_000_001)
    arrival = found()["a.ipynb"]
    assert "Larger than 50 MB" in arrival.problem
    assert arrival.data == b""


def test_a_file_that_cannot_be_read(school, found, monkeypatch):
    school.put("a.ipynb", b"{}")
    school.put("b.ipynb", b"{}")

    def refuse(path):
        if path.name == "a.ipynb":
            raise PermissionError(13, "Permission denied")
        return b"{}"

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    arrived = found()
    assert "cannot be read (Permission denied)" in arrived["a.ipynb"].problem
    assert arrived["b.ipynb"].problem == ""


@pytest.mark.parametrize("name", ["a.rar", "a.tar.gz", "a.7z"])
def test_other_archives_are_not_opened(school, found, name):
    school.put(name, b"x")
    assert "Only zip archives" in found()[name].problem


def test_the_grade_book_is_passed_over(school, found):
    checkout = school.places.root
    (school.places.gradebook / "submitted").mkdir(parents=True)
    (school.places.gradebook / "submitted" / "x.ipynb").write_bytes(b"{}")
    assert not [name for name in found(checkout) if name.startswith("gradebook")]
    with pytest.raises(CourseError, match="collected already"):
        found(school.places.gradebook / "submitted")


def test_a_missing_source_stops_before_anything_is_read(school, found):
    with pytest.raises(CourseError, match="no such file or folder"):
        found(school.inbox, school.root / "nowhere")


def test_names_that_no_terminal_can_show(school, found):
    path = os.fsencode(school.inbox) + b"/\xff\x1b[2J.ipynb"
    with open(path, "wb") as file:
        file.write(b"{}")
    (arrival,) = found().values()
    assert arrival.where.isprintable()
    assert arrival.data == b"{}"
