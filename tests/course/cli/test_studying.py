"""The student's commands, as she runs them in her folder."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course.cli import main
from course.places import Places
from course.release import bundle, to_folder
from course.syllabus import read_syllabus

UNIT = "01-neurons"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A bundle with one unit."""
    folder = tmp_path_factory.mktemp("bundle")
    places = Places.find(__file__)
    to_folder(bundle([UNIT], places, read_syllabus()), folder)
    return folder


@pytest.fixture
def submit(folder, monkeypatch, capsys):
    """Run the command there; return exit status, output and errors."""
    monkeypatch.chdir(folder)
    own = Places(folder).work(UNIT)
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(Places(folder).student(UNIT).read_bytes())

    def submit(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["submit", *map(str, arguments)])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return submit


def test_an_unfinished_notebook_is_packed_with_a_warning(submit, folder):
    status, said, _ = submit(UNIT)
    assert status == 0
    assert "not finished yet:\n  mp_neuron\n" in said
    assert f"{UNIT} is packed. It is handed in as it is" in said
    assert f"Hand in this file: work/{UNIT}/{UNIT}.zip" in said
    assert (folder / "work" / UNIT / f"{UNIT}.zip").is_file()


def test_a_file_anywhere_is_packed_beside_itself(submit, tmp_path, folder):
    colab = tmp_path / "Copy of 01-neurons.ipynb"
    colab.write_bytes(Places(folder).student(UNIT).read_bytes())
    status, _, _ = submit(colab, "--student", "s001")
    assert status == 0
    assert (tmp_path / f"s001_{UNIT}.zip").is_file()


def test_a_notebook_of_another_course_is_refused_and_kept(submit, tmp_path):
    other = tmp_path / "week3.ipynb"
    other.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    status, said, error = submit(other)
    assert (status, said) == (2, "")
    assert "nothing was packed" in error
    assert os.listdir(tmp_path) == ["week3.ipynb"]


@pytest.mark.slow
def test_lab_without_home_browser_and_port_says_so_and_works(folder, tmp_path):
    (tmp_path / "file").touch()
    own = {"HOME": str(tmp_path / "file" / "home"), "PATH": str(Path(sys.executable).parent)}
    log = tmp_path / "lab.log"
    with socket.create_server(("127.0.0.1", 0)) as taken, open(log, "w") as file:
        port = taken.getsockname()[1]
        options = ["--allow-root", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1"]
        command = [sys.executable, "-m", "course", "lab", *options]
        lab = subprocess.Popen(command, cwd=folder, env=own, stdout=file, stderr=file)
        try:
            said = _until(log, r"No web browser found.*|Traceback.*")
        finally:
            lab.terminate()
            lab.wait(timeout=30)
    assert "cannot be written. JupyterLab works all the same, but forgets its settings" in said
    assert f"The port {port} is already in use, trying another port" in said
    assert re.search(r"http://127.0.0.1:\d+/lab/tree/syllabus.md\?token=", said)
    assert "No web browser found" in said
    assert "Traceback" not in said


def _until(log, pattern, seconds=90):
    end = time.monotonic() + seconds
    while not re.search(pattern, said := log.read_text("utf-8")):
        assert time.monotonic() < end, said
        time.sleep(0.2)
    return said
