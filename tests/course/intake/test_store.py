import errno
import os
from datetime import UTC, datetime

import pytest

from course.errors import CourseError
from course.intake.store import Store

UNIT = "01-neurons"


def day(number):
    return datetime(2026, 5, number, 12, 0, 30, 999, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "gradebook")


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def keep(store, data, number):
    return store.keep("s001", UNIT, data, day(number))


def counting(store):
    path = store.submitted("s001", UNIT)
    return path.read_bytes(), path.with_name("timestamp.txt").read_text("utf-8")


def test_a_first_submission(store):
    assert keep(store, b"one", 1) == "new"
    assert contents(store.root) == {
        f"submitted/s001/{UNIT}/{UNIT}.ipynb": b"one",
        f"submitted/s001/{UNIT}/timestamp.txt": b"2026-05-01 12:00:30 UTC\n",
    }


def test_a_later_one_counts_and_the_earlier_is_kept(store):
    keep(store, b"one", 1)
    assert keep(store, b"two", 2) == "replaced"
    assert counting(store) == (b"two", "2026-05-02 12:00:30 UTC\n")
    (earlier,) = (store.submitted("s001", UNIT).parent / "earlier").iterdir()
    assert earlier.read_bytes() == b"one"
    assert earlier.name == "20260501T120030Z-7692c3ad3540.ipynb"


def test_an_earlier_one_that_comes_later_does_not_count(store):
    keep(store, b"two", 2)
    assert keep(store, b"one", 1) == "older"
    assert counting(store) == (b"two", "2026-05-02 12:00:30 UTC\n")
    assert b"one" in contents(store.root).values()


def test_at_the_same_second_the_one_collected_last_counts(store):
    keep(store, b"one", 1)
    assert keep(store, b"two", 1) == "replaced"
    assert counting(store)[0] == b"two"


@pytest.mark.parametrize("days", [(1, 2), (2, 1), (1, 1)])
def test_the_same_bytes_again_change_nothing(store, days):
    for data, number in zip((b"one", b"two"), days, strict=True):
        keep(store, data, number)
    before = contents(store.root)
    for data, number in zip((b"one", b"two"), days, strict=True):
        assert keep(store, data, number) in ("unchanged", "older")
    assert contents(store.root) == before


def test_an_old_version_handed_in_again_counts_again(store):
    for number, data in enumerate((b"one", b"two", b"one"), start=1):
        keep(store, data, number)
    assert counting(store) == (b"one", "2026-05-03 12:00:30 UTC\n")


def test_a_stop_between_the_time_and_the_notebook_is_mended(store, monkeypatch):
    keep(store, b"one", 1)
    whole = os.replace

    def stop(source, target):
        if str(target).endswith(f"{UNIT}.ipynb"):
            raise KeyboardInterrupt
        whole(source, target)

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        keep(store, b"two", 2)
    assert counting(store)[0] == b"one"
    monkeypatch.undo()
    assert keep(store, b"two", 2) == "replaced"
    assert counting(store) == (b"two", "2026-05-02 12:00:30 UTC\n")
    assert not [name for name in contents(store.root) if ".writing-" in name]


@pytest.mark.parametrize("code", [errno.EROFS, errno.ENOSPC])
def test_a_disk_that_refuses(store, monkeypatch, code):
    keep(store, b"one", 1)
    before = contents(store.root)

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CourseError, match=os.strerror(code)):
        keep(store, b"two", 2)
    with pytest.raises(CourseError, match="cannot write to the quarantine"):
        store.quarantine("inbox/x", "x", b"x", "Bad.")
    assert contents(store.root) == before


def test_a_file_where_a_folder_should_be(store):
    store.root.write_bytes(b"")
    with pytest.raises(CourseError, match="cannot write the submission"):
        keep(store, b"one", 1)


class TestQuarantine:
    def test_the_file_and_its_reason(self, store):
        path = store.quarantine("inbox/s001/x.ipynb", "x.ipynb", b"damaged", "Not JSON.")
        assert path.read_bytes() == b"damaged"
        reason = path.with_name("reason.txt").read_text("utf-8")
        assert reason == "inbox/s001/x.ipynb\nNot JSON.\n"

    def test_without_bytes_the_reason_alone(self, store):
        path = store.quarantine("inbox/x.ipynb", "x.ipynb", b"", "Empty.")
        assert path.name == "reason.txt"
        assert len(contents(store.root)) == 1

    def test_twice_is_once(self, store):
        for _ in range(2):
            store.quarantine("inbox/x", "x", b"x", "Bad.")
        assert len(contents(store.root)) == 2

    def test_the_same_bytes_of_two_people_are_two(self, store):
        for name in ("s001/x", "s002/x"):
            store.quarantine(name, "x", b"x", "Bad.")
        assert len(contents(store.root)) == 4

    @pytest.mark.parametrize(
        "name", ["../x", "/etc/x", "reason.txt", "", ".", "김", "\0", "a" * 999]
    )
    def test_any_name_stays_in_the_quarantine(self, store, name):
        path = store.quarantine("somewhere", name, b"x", "Bad.")
        assert path.read_bytes() == b"x"
        assert path.resolve().parent.parent == (store.root / "quarantine").resolve()

    def test_what_could_be_taken_in_the_end_leaves(self, store):
        store.quarantine("inbox/x", "x", b"x", "Unknown student.")
        store.release("inbox/x", b"x")
        assert contents(store.root) == {}
