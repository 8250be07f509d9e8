import json

import pytest

from course.errors import CourseError
from course.gradebook import GradebookFolder, Journal
from course.gradebook.journal import Entry, digest
from course.grading import CheckScore, Result

RESULT = Result(
    "graded",
    (CheckScore("f-check-1", "f", 1.0, 2.0, "too small"), CheckScore("why", "why", None, 3.0)),
    repairs=("f: moved",),
    notebook={"cells": [], "metadata": {"name": "Größe"}},
    seconds=1.5,
)
ENTRY = Entry("a" * 64, "b" * 64, False, RESULT)


@pytest.fixture
def journal(tmp_path):
    return Journal(GradebookFolder(tmp_path))


def test_reads_back_what_was_written(journal):
    journal.write("s001", "01-neurons", ENTRY)
    assert journal.read("s001", "01-neurons") == ENTRY


def test_keeps_students_and_units_apart(journal):
    journal.write("s001", "01-neurons", ENTRY)
    assert journal.read("s002", "01-neurons") is None
    assert journal.read("s001", "02-xor") is None


def test_marks_as_recorded_and_keeps_the_rest(journal):
    journal.write("s001", "01-neurons", ENTRY)
    journal.mark_recorded("s001", "01-neurons", ENTRY)
    entry = journal.read("s001", "01-neurons")
    assert entry.recorded
    assert entry.result == RESULT


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b"3", b'{"result": {}}', b"[" * 100_000],
)
def test_a_damaged_entry_is_as_none(journal, damage):
    journal.write("s001", "01-neurons", ENTRY)
    journal.path("s001", "01-neurons").write_bytes(damage)
    assert journal.read("s001", "01-neurons") is None


def test_an_entry_with_fields_missing_is_as_none(journal):
    journal.write("s001", "01-neurons", ENTRY)
    path = journal.path("s001", "01-neurons")
    whole = json.loads(path.read_text("utf-8"))
    for key in whole:
        path.write_text(json.dumps({k: v for k, v in whole.items() if k != key}), "utf-8")
        assert journal.read("s001", "01-neurons") is None


def test_a_crash_while_writing_leaves_the_earlier_entry_and_no_other_file(journal, monkeypatch):
    journal.write("s001", "01-neurons", ENTRY)

    def stop(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        journal.mark_recorded("s001", "01-neurons", ENTRY)
    assert journal.read("s001", "01-neurons") == ENTRY
    path = journal.path("s001", "01-neurons")
    assert list(path.parent.iterdir()) == [path]


def test_an_entry_moves_between_journals(journal):
    proposed = Journal(journal.folder, "proposed")
    proposed.write("s001", "01-neurons", ENTRY)
    assert journal.read("s001", "01-neurons") is None
    journal.take_from(proposed, "s001", "01-neurons")
    assert journal.read("s001", "01-neurons") == ENTRY
    assert proposed.read("s001", "01-neurons") is None


def test_a_disk_that_refuses_is_one_message(journal):
    (journal.folder.root / "journal").write_text("in the way")
    with pytest.raises(CourseError, match=r"s001\.json: cannot write the journal \(.+\)\. Free"):
        journal.write("s001", "01-neurons", ENTRY)


def test_digest_tells_contents_apart():
    assert digest(b"a") == digest(b"a") != digest(b"b")
