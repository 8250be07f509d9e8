"""The scripts of unit 12 go on where they were stopped, and find the same."""

import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "solutions" / "12-nas"
TINY = """
import os, signal, sys
sys.path.insert(0, {scripts!r})
import train_architectures as training
from journal import Journal
from pathlib import Path

training.use_one_core()
names = [("branch", "skip", "skip", "skip"), ("branch", "skip", "skip", "pool")]
journal = Journal(Path("journal.jsonl"), training.settings())
stop = len(sys.argv) > 1
add = journal.add
def add_and_die(*given):
    add(*given)
    os.kill(os.getpid(), signal.SIGKILL)
journal.add = add_and_die if stop else add
rows = {{name: training.canonical(name) for name in names}}
training.train_all(list(rows.values()), journal, seeds=(0, 1), budgets=(1, 2))
rows = [{{k: row[k] for k in ("seed", "parameters", "valid_1", "valid_2", "valid_third", "test")}}
        for name in rows.values() for row in journal[journal.key(name)]]
training.write_table(Path("table.csv.gz"), rows, ["two tiny networks"])
"""


@pytest.fixture
def journal(monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("journal")


def run(folder, *arguments):
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-c", TINY.format(scripts=str(SCRIPTS)), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.slow
def test_killed_and_continued_it_finds_the_same(tmp_path):
    code, _ = run(tmp_path / "killed", "die after the first")
    assert code == -signal.SIGKILL
    kept = (tmp_path / "killed" / "journal.jsonl").read_text()
    assert kept.count("\n") == 2
    for folder in ("killed", "whole"):
        code, error = run(tmp_path / folder)
        assert code == 0, error
    assert (tmp_path / "killed" / "journal.jsonl").read_text().startswith(kept)
    tables = [(tmp_path / folder / "table.csv.gz").read_bytes() for folder in ("killed", "whole")]
    assert tables[0] == tables[1]


def test_a_torn_last_line_is_cut_off(tmp_path, journal):
    path = tmp_path / "journal.jsonl"
    first = journal.Journal(path, {"seeds": 2})
    first.add(("a", 1), [0.5])
    whole = path.read_text()
    path.write_text(whole + '{"name": "b 2", "res')
    again = journal.Journal(path, {"seeds": 2})
    assert "a 1" in again
    assert "b 2" not in again
    assert again["a 1"] == [0.5]
    again.add(("b", 2), [1])
    assert path.read_text().startswith(whole)
    assert "b 2" in journal.Journal(path, {"seeds": 2})


@pytest.mark.parametrize("content", ['{"seeds": 3}\n', "no journal\n"])
def test_a_file_of_something_else_is_left_alone(tmp_path, journal, content):
    path = tmp_path / "journal.jsonl"
    path.write_text(content)
    with pytest.raises(journal.JournalError, match=str(path)):
        journal.Journal(path, {"seeds": 2})
    assert path.read_text() == content
