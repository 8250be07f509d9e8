import sys
from types import SimpleNamespace

import pytest

from helpers.automl.progress import Progress


def run(progress):
    progress.trial(1)
    progress.epoch(1)
    progress.epoch(2)
    progress.trial(2)
    progress.refit(1)
    progress.close()


def test_a_log_gets_a_line_for_each_trial(capsys):
    run(Progress(2, 2))
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "trial 1 of 2\ntrial 2 of 2\nrefitting trial 1 on all rows\n"


def test_a_terminal_gets_a_bar(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = Progress(2, 2)
    bar = progress.outlet.bar
    progress.trial(1)
    progress.epoch(1)
    assert (bar.n, bar.total) == (1, 4)
    progress.trial(2)  # the first stopped early
    assert bar.n == 2
    progress.close()
    assert "trial 2 of 2" in capsys.readouterr().err


@pytest.fixture
def shown(monkeypatch):
    """What a notebook shows: the first output, and what took its place."""
    shown = []
    handle = SimpleNamespace(update=lambda data, raw: shown.append(data))

    def display(data, raw, display_id):
        shown.append(data)
        return handle

    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(kernel=True))
    monkeypatch.setattr("IPython.display.display", display)
    return shown


def test_a_notebook_gets_a_bar_that_leaves_nothing_behind(shown):
    run(Progress(2, 2))
    assert shown[0] == shown[-1] == {"text/plain": ""}
    bars = [data["text/html"] for data in shown[1:-1]]
    assert [bar.split('"')[1] for bar in bars] == ["0", "1", "2", "2", "4"]
    assert "refitting trial 1 on all rows" in bars[-1]
