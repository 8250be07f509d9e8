import math

import pytest

from course.master import Cell
from tests.calibration import margins
from tests.calibration.margins import instrument
from tests.calibration.records import Records


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
        ("assert not x > 1", {"not x > 1": (True, math.inf)}),
        ("if x > 0:\n    assert x > 1 - 1, 'kept as it is'", {}),
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
        assert text in found
        assert found[text][1] == margin or text == "v < 2"


def test_arrays_report_their_nearest_element():
    import numpy as np

    assert reported("assert np.array([1, 5]) < 6", np=np) == {"np.array([1, 5]) < 6": (True, 1.0)}


def test_keeps_what_inequalities_depend_on_and_leaves_out_the_rest():
    class Unit:
        cells = tuple(
            Cell(kind, source, source, 1)
            for kind, source in (
                ("code", "a = 1"),
                ("code", "plot(7)"),
                ("prose", "# Title"),
                ("exercise", "def f():\n    return a"),
                ("check", "assert f() == 1"),
                ("check", "assert f() < 2"),
            )
        )

    kept = [cell.source for cell in margins.asserting(Unit)]
    assert kept == ["a = 1", "def f():\n    return a", "assert f() < 2"]


def test_records_go_on_until_the_code_changes(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.calibration.records.FOLDER", tmp_path)

    class Unit:
        unit = "00-x"
        cells = (Cell("code", "c", "assert 1 < 2", 1),)

    measured = [margins.Measured("c", "1 < 2", True, m) for m in (1.0, 0.5)]
    Records(Unit).add(3, measured)
    again = Records(Unit)
    assert 3 in again
    assert 4 not in again
    assert again.by_inequality() == {("c", "1 < 2"): [(True, 0.5)]}
    Unit.cells = (Cell("code", "c", "assert 1 < 3", 1),)
    assert 3 not in Records(Unit)
