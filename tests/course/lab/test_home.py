import os
from pathlib import Path

import pytest

from course.lab.home import ensure_home

VARIABLES = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")


@pytest.fixture
def home(monkeypatch, tmp_path):
    """Choose the home folder; what the process changes is put back."""
    for name in VARIABLES:
        monkeypatch.setenv(name, "x")  # so that its removal is undone, too
        monkeypatch.delenv(name)

    def choose(path):
        monkeypatch.setenv("HOME", str(path))

    choose(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return choose


def test_a_writable_home_is_left_alone(home, tmp_path):
    assert ensure_home() == ""
    assert os.environ["HOME"] == str(tmp_path)


def test_an_unwritable_home_is_replaced_and_told(home, tmp_path):
    (tmp_path / "file").touch()
    home(tmp_path / "file" / "home")
    told = ensure_home()
    assert "cannot be written" in told
    assert os.environ["HOME"] in told
    assert Path(os.environ["HOME"]).is_dir()
    assert ensure_home() == ""
