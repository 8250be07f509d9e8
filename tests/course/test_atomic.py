import os

import pytest

from course.atomic import write_whole


def test_text_and_bytes_make_their_folder(tmp_path):
    write_whole(tmp_path / "a" / "text", "café\r\n")
    write_whole(tmp_path / "a" / "bytes", b"\0")
    assert (tmp_path / "a" / "text").read_bytes() == b"caf\xc3\xa9\r\n"
    assert (tmp_path / "a" / "bytes").read_bytes() == b"\0"


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "x"
    write_whole(path, b"old")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"x": b"old"}
