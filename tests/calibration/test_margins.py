import math

import pytest

from course.master import Cell
from tests.calibration import margins
from tests.calibration.margins import instrument
from tests.calibration.records import Records
from tests.calibration.report import write_report


def reported(source, **names):
    found = []
    exec(instrument(source), names | {margins.REPORT: margins._recorder("c", found)})
    return {entry["text"]: (entry["held"], entry["margin"]) for entry in found}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("assert 1 < 3", {"1 < 3": (True, 2)}),
        ("assert 1 > 3, 'no'", {"1 > 3": (False, -2)}),
        ("assert 0 <= x < 1", {"0 <= x < 1": (True, 0.25)}),
        ("assert x > 0 and x < .5", {"x > 0": (True, 0.75), "x < 0.5": (False, -0.25)}),
        ("assert all(v < 2 for v in (1, 1.5))", {"v < 2": (True, 0.5)}),
        ("assert x == 1", {"x == 1": (False, math.inf)}),
        ("assert {1} < {1, 2}", {"{1} < {1, 2}": (True, math.inf)}),
        ("assert not x > 1", {"not x > 1": (True, math.inf)}),
        ("for i in (2,):\n    assert x < i", {"x < i": (True, 1.25)}),
        ("def f():\n    assert x > 1, 'kept as it is'", {}),
        ("%config InlineBackend.x\ny = 1", None),
    ],
)
def test_an_assert_reports_how_far_it_is_from_its_limit(source, told):
    if told is None:
        assert "get_ipython()" in instrument(source)
        return
    found = reported(source, x=0.75)
    assert {text: held for text, (held, _) in found.items()} == {
        text: held for text, (held, _) in told.items()
    }
    for text, (_, margin) in told.items():
        assert found[text][1] == margin or text == "v < 2"


def test_arrays_report_their_nearest_element():
    import numpy as np

    assert reported("assert np.array([1, 5]) < 6", np=np) == {"np.array([1, 5]) < 6": (True, 1.0)}


class Unit:
    unit = "00-x"
    cells = tuple(
        Cell(kind, source, source, 1)
        for kind, source in (
            ("code", "a = 1"),
            ("code", "plot(7)"),
            ("prose", "# Title"),
            ("exercise", "def f():\n    return a"),
            ("check", "assert f() == 1"),
            ("check", "assert f() < 2"),
            ("check", "seed(0)\nassert f() == 1"),
            ("code", "assert timeit(f) < 2"),
        )
    )


def test_measures_inequalities_and_checks_that_draw():
    chosen = [cell.source for cell in margins.measurable(Unit)]
    assert chosen == ["assert f() < 2", "seed(0)\nassert f() == 1"]


def test_runs_what_a_cell_depends_on_and_leaves_out_the_rest():
    kept = [cell.source for cell in margins.with_needs(Unit, margins.measurable(Unit)[:1])]
    assert kept == ["a = 1", "def f():\n    return a", "assert f() < 2"]


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.calibration.records.FOLDER", tmp_path)
    return lambda: Records(Unit)


def test_records_go_on_until_the_code_changes(records, monkeypatch):
    inequality, seeded = margins.measurable(Unit)
    measured = [margins.Measured(inequality.id, "f() < 2", True, m) for m in (1.0, 0.5)]
    records().add(3, [inequality], measured)
    assert records().by_inequality(inequality) == {"f() < 2": [(True, 0.5)]}
    assert not records().lacks(inequality, 3)
    assert records().lacks(inequality, 4)
    assert records().lacks(seeded, 3)
    changed = (Cell("code", "a", "a = 0", 1), *Unit.cells[1:])
    monkeypatch.setattr(Unit, "cells", changed)
    assert records().lacks(inequality, 3)


def test_what_never_varies_is_settled_but_not_a_check_that_draws(records):
    for start in range(3):
        measured = [margins.Measured(c.id, "x", True, 0.5) for c in margins.measurable(Unit)]
        records().add(start, margins.measurable(Unit), measured)
    inequality, seeded = margins.measurable(Unit)
    assert not records().lacks(inequality, 9)
    assert records().lacks(seeded, 9)


def test_the_page_tells_how_often_and_with_how_much_room(records, tmp_path):
    inequality = margins.measurable(Unit)[0]
    for start, margin in enumerate((1.0, 2.0, -0.5)):
        entry = margins.Measured(inequality.id, "a | b < 2", margin > 0, margin)
        records().add(start, [inequality], [entry])
    write_report(tmp_path / "page.md", [records()])
    page = (tmp_path / "page.md").read_text()
    assert "| `assert f() < 2` | `a \\| b < 2` | 2 of 3 | -0.5 | 0.7 |" in page
