import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from course.errors import CourseError
from tests.course.intake.school import UNITS, notebook, zipped

UNIT, OTHER, UNWRITTEN = UNITS


def test_what_is_stored_are_the_bytes_that_were_handed_in(school):
    data = b"\xef\xbb\xbf" + notebook(UNIT, "x = 1").replace(b"\n", b"\r\n")
    school.put(f"s001/{UNIT}/{UNIT}.ipynb", data)
    (submission,) = school.collect().accepted
    assert (submission.student, submission.unit) == ("s001", UNIT)
    assert submission.path == school.stored("s001")
    assert submission.path.read_bytes() == data
    assert submission.sha256 == hashlib.sha256(data).hexdigest()
    assert (submission.change, submission.notes) == ("new", ())
    timestamp = submission.path.with_name("timestamp.txt").read_text("utf-8")
    assert timestamp == "2026-05-01 12:00:00 UTC\n"


def test_an_export_of_canvas(school):
    school.put(
        "submissions.zip",
        zipped(
            {
                f"kimminji_12_34567_{UNIT}.ipynb": notebook(UNIT),
                f"leesu_LATE_13_34568_{UNIT}-1.ipynb": notebook(UNIT),
                "anon_aB3xZ_34569_Copy_of_work.ipynb": notebook(OTHER),
                "parkjun_14_34570_work.zip": zipped({f"s001/{UNIT}.ipynb": notebook(UNIT)}),
            }
        ),
    )
    collection = school.collect()
    found = [(item.student, item.unit) for item in collection.accepted]
    assert found == [("12", UNIT), ("13", UNIT), ("14", UNIT), ("aB3xZ", OTHER)]
    assert collection.accepted[1].notes == (f"renamed from leesu_LATE_13_34568_{UNIT}-1.ipynb",)
    assert collection.quarantined == ()


def test_an_export_of_moodle(school):
    school.put(
        "ML-Week 1-77.zip",
        zipped(
            {
                "Kim Min-ji_81_assignsubmission_file/answer.ipynb": notebook(UNIT),
                f"Lee Su_82_assignsubmission_file_/homework/{UNIT}.ipynb": notebook(UNIT),
                f"Park Jun_83_assignsubmission_file_{UNIT}.ipynb": notebook(UNIT),
            }
        ),
    )
    assert [item.student for item in school.collect().accepted] == ["81", "82", "83"]


def test_the_later_of_two_files_counts_and_both_are_kept(school):
    school.put(f"s001_{UNIT}.ipynb", notebook(UNIT, "first"), day=2)
    school.put(f"s001_{UNIT} (1).ipynb", notebook(UNIT, "second"), day=1)
    (submission,) = school.collect().accepted
    assert b"first" in submission.path.read_bytes()
    assert any("the later of two files counts, both are kept" in x for x in submission.notes)
    (earlier,) = school.earlier("s001")
    assert b"second" in earlier.read_bytes()


def test_at_the_same_time_the_name_decides(school):
    members = {f"kim_12_{n}_{UNIT}.ipynb": notebook(UNIT, f"number {n}") for n in (1000, 999)}
    school.put("submissions.zip", zipped(members))
    (submission,) = school.collect().accepted
    assert b"number 1000" in submission.path.read_bytes()


def test_collecting_again_changes_nothing(school):
    for name, day in ((f"s001_{UNIT}.ipynb", 1), (f"{UNIT}_s001.ipynb", 2), ("s002/x.ipynb", 1)):
        school.put(name, notebook(UNIT, name), day)
    school.put("bad.ipynb", b"")
    school.collect()
    before = school.files()
    again = school.collect()
    assert school.files() == before
    assert [item.change for item in again.accepted] == ["unchanged", "unchanged"]
    assert any("is the earlier" in note for note in again.accepted[0].notes)


def test_a_new_version_replaces_what_was_collected_before(school):
    school.put(f"s001/{UNIT}.ipynb", notebook(UNIT, "old"))
    school.collect()
    school.put(f"s001/{UNIT}.ipynb", notebook(UNIT, "new"), day=2)
    (submission,) = school.collect().accepted
    assert submission.change == "replaced"
    assert b"new" in submission.path.read_bytes()
    assert b"old" in school.earlier("s001")[0].read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (f"s001/{UNIT}.ipynb", b"", "empty"),
        (f"s001/{UNIT}.ipynb", b"<html>", "Not JSON"),
        (f"s001/{UNIT}.ipynb", b'{"a": 1}', "not a notebook"),
        (f"s001/{UNIT}.ipynb", notebook(UNIT)[:99] + b"\0", "null bytes"),
        (f"s001/{UNIT}.ipynb", notebook("x", cells=[], metadata={}), "another course"),
        (f"s001/{UNWRITTEN}.ipynb", notebook("x", cells=[], metadata={}), "not built yet"),
        (f"s001/{OTHER}.ipynb", notebook(UNIT), f"named for {OTHER} but holds {UNIT}"),
        (f"s0001/{UNIT}.ipynb", notebook(UNIT), "no student s0001. Nearest: s001"),
        (f"{UNIT}.ipynb", notebook(UNIT), "No student is named"),
        ("s001/answer.docx", b"PK", "no notebook came with it"),
        ("s001/all.rar", b"Rar!", "Only zip archives"),
    ],
)
def test_what_cannot_be_taken_is_in_quarantine(school, name, data, reason):
    school.put(name, data)
    good = school.put(f"s002/{UNIT}.ipynb")
    collection = school.collect(roster={"s001", "s002"})
    assert [item.student for item in collection.accepted] == ["s002"]
    (refused,) = collection.quarantined
    assert reason in refused.reason
    assert refused.source == str(school.inbox / name)
    assert refused.reason in refused.path.with_name("reason.txt").read_text("utf-8")
    if refused.path.name != "reason.txt":
        assert refused.path.read_bytes() == data
    assert good.exists()


def test_a_bad_member_does_not_stop_the_good_ones(school):
    link = zipfile.ZipInfo("s001/link.ipynb")
    link.external_attr = 0o120777 << 16
    members = {
        link: b"/etc/passwd",
        f"../../s002/{UNIT}.ipynb": notebook(UNIT),
        f"s003/{UNIT}.ipynb": bytes(9_000_000),
        f"s004/{UNIT}.ipynb": notebook(UNIT),
    }
    school.put("all.zip", zipped(members))
    collection = school.collect()
    assert [item.student for item in collection.accepted] == ["s004"]
    assert sorted(item.reason.split(".")[0] for item in collection.quarantined) == [
        "It is a link to another file",
        "It unpacks to more than 200 times its size: a zip bomb? Ask for the file again",
        "Its name leads out of the archive",
    ]


def test_other_files_beside_a_notebook_are_left_alone(school):
    school.put(f"s001/{UNIT}.ipynb")
    school.put("s001/figures/plot.png", b"x")
    school.put("README.txt", b"x")
    collection = school.collect()
    assert len(collection.ignored) == 2
    assert collection.quarantined == ()


def test_the_class_list_of_the_grade_book(school):
    school.put(f"s001/{UNIT}.ipynb")
    school.put(f"Kim_88001_assignsubmission_file/{UNIT}.ipynb", notebook(UNIT, "moodle"), day=2)
    school.put(f"s003/{UNIT}.ipynb")
    school.places.gradebook.mkdir()
    roster = school.places.gradebook / "roster.csv"
    roster.write_text("id,also\ns001,\ns002,88001 88002\n", "utf-8")
    collection = school.collect()
    assert [item.student for item in collection.accepted] == ["s001", "s002"]
    assert "no student s003" in collection.quarantined[0].reason
    roster.write_text("id,also\ns001,\ns002,88001\ns003,\n", "utf-8")
    collection = school.collect()
    assert collection.quarantined == ()
    assert not [name for name in school.files() if name.parts[0] == "quarantine"]


def test_a_full_disk_stops_with_a_message_and_keeps_what_was_collected(school, monkeypatch):
    school.put(f"s001/{UNIT}.ipynb")
    school.put(f"s002/{UNIT}.ipynb")
    _stop_at(monkeypatch, 2, OSError(28, "No space left on device"))
    with pytest.raises(CourseError, match="No space left on device"):
        school.collect()
    assert set(school.files()) == _whole("s001")


def test_ctrl_c_keeps_what_was_collected(school, monkeypatch):
    school.put(f"s001/{UNIT}.ipynb")
    school.put(f"s002/{UNIT}.ipynb")
    _stop_at(monkeypatch, 2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        school.collect()
    assert set(school.files()) == _whole("s001")
    monkeypatch.undo()
    assert [item.change for item in school.collect().accepted] == ["unchanged", "new"]


def _stop_at(monkeypatch, student, error):
    """Let the disk fail at the first file of the n-th student; each has two."""
    real, calls = os.fsync, iter(range(1, 100))

    def fsync(handle):
        if next(calls) > 2 * (student - 1):
            raise error
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


def _whole(student):
    folder = Path("submitted") / student / UNIT
    return {folder / f"{UNIT}.ipynb", folder / "timestamp.txt"}
