import os
from datetime import UTC, datetime

import pytest
from nbgrader.utils import parse_utc

from course.intake.timestamps import read_timestamp, timestamp

MOMENT = datetime(2026, 5, 1, 12, 30, 15, tzinfo=UTC)


def test_a_timestamp_is_read_back(tmp_path):
    (tmp_path / "timestamp.txt").write_text(timestamp(MOMENT), "utf-8")
    assert read_timestamp(tmp_path) == MOMENT


def test_nbgrader_reads_it():
    assert parse_utc(timestamp(MOMENT).strip()) == MOMENT.replace(tzinfo=None)


@pytest.mark.parametrize("data", [b"", b"yesterday", b"\xff\xfe"])
def test_an_unreadable_timestamp_is_none(tmp_path, data):
    (tmp_path / "timestamp.txt").write_bytes(data)
    assert read_timestamp(tmp_path) is None


def test_a_pipe_of_its_name_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "timestamp.txt")
    assert read_timestamp(tmp_path) is None


def test_no_timestamp_is_none(tmp_path):
    assert read_timestamp(tmp_path) is None
