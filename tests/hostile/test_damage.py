"""Damaged files: full points where the answers are there, else quarantined with a reason."""

import copy
import json

import pytest

from course.batch.task import grade_bytes
from tests.hostile.small_unit import LIMITS, POINTS, RIGHT


def cells(edit):
    """Return a damage that edits each cell in place."""

    def damage(notebook):
        for number, cell in enumerate(notebook["cells"]):
            edit(cell, number)

    return damage


def keep(wanted):
    """Return a damage that keeps only cells for which `wanted(cell)`."""

    def damage(notebook):
        notebook["cells"] = [cell for cell in notebook["cells"] if wanted(cell)]

    return damage


def double_all(notebook):
    notebook["cells"] = [copy.deepcopy(c) for c in notebook["cells"] for _ in range(2)]


def reverse(notebook):
    notebook["cells"].reverse()


def as_lines(cell, number):
    cell["source"] = cell["source"].splitlines(keepends=True)


def old_format(minor):
    def damage(notebook):
        notebook["nbformat_minor"] = minor
        for cell in notebook["cells"]:
            cell.pop("id", None) if minor < 5 else None

    return damage


def colab(notebook):
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}


def answer(notebook, name, source):
    next(cell for cell in notebook["cells"] if cell.get("id") == name)["source"] = source


def set_metadata(value):
    return lambda notebook: notebook.update(metadata=value)


FULL = {
    "cell metadata gone": cells(lambda c, n: c.update(metadata={})),
    "cells without metadata": cells(lambda c, n: c.pop("metadata")),
    "outputs that are none": cells(lambda c, n: c.update(outputs=n, attachments=n)),
    "all marks gone": cells(lambda c, n: (c.update(metadata={}), c.update(id=f"x{n}"))),
    "notebook metadata gone": set_metadata({}),
    "all cells twice": double_all,
    "all checks gone": keep(lambda c: "-check-" not in c["id"]),
    "only the answers": keep(lambda c: c["id"] in RIGHT),
    "prose gone": keep(lambda c: c["cell_type"] == "code" or c["id"] in RIGHT),
    "in reverse": reverse,
    "Colab": colab,
    **{f"format 4.{minor}": old_format(minor) for minor in range(6)},
    "sources as lists": cells(as_lines),
    "Windows line ends": cells(lambda c, n: c.update(source=c["source"].replace("\n", "\r\n"))),
    "another kernel": set_metadata({"kernelspec": {"name": "julia", "language": "julia"}}),
    "kernelspec is a number": set_metadata({"kernelspec": 7, "language_info": None}),
    "tags everywhere": cells(lambda c, n: c["metadata"].update(tags=["skip-execution"])),
    "points and locks edited": cells(
        lambda c, n: c["metadata"].get("nbgrader", {}).update(points=10**9, locked=False, grade=True)
    ),
    "nbgrader's data is a list": cells(lambda c, n: c["metadata"].update(nbgrader=[1])),
    "nbgrader's id is a number": cells(lambda c, n: c["metadata"].update(nbgrader={"grade_id": 7})),
    "no execution counts, no outputs": cells(
        lambda c, n: (c.pop("outputs", None), c.pop("execution_count", None))
    ),
    "outputs are nonsense": cells(
        lambda c, n: c.update(outputs=[{"output_type": "x", "data": 3}], execution_count="many")
    ),
    "a cell of 1 MB": lambda n: n["cells"].append(
        {"cell_type": "code", "id": "big", "metadata": {}, "outputs": [], "execution_count": None,
         "source": "# " + "x" * 2**20}
    ),
    "a raw cell": lambda n: n["cells"].append(
        {"cell_type": "raw", "id": "raw", "metadata": {}, "source": "raw"}
    ),
    "surrogates in a note": lambda n: n["cells"].append(
        {"cell_type": "markdown", "id": "s", "metadata": {}, "source": "half \ud83d of a smile"}
    ),
    "a null byte in a note": lambda n: n["cells"].append(
        {"cell_type": "markdown", "id": "nul", "metadata": {}, "source": "a\0b"}
    ),
    "huge numbers in metadata": set_metadata({"n": 10**400, "x": 1e308}),
    "an attachment": cells(lambda c, n: c.update(attachments={"a.png": {"image/png": "x"}})),
}  # fmt: skip

EARNS_LESS = {
    "a null byte in an answer": lambda n: answer(n, "double", "def double(x):\0 return 2 * x"),
    "surrogates in an answer": lambda n: answer(n, "double", "def double(x): return '\ud83d'"),
    "an answer is a number": lambda n: answer(n, "double", 7),
    "an answer is nothing": lambda n: answer(n, "double", None),
    "an answer is a table": lambda n: answer(n, "double", {"a": 1}),
    "an answer is a raw cell": lambda n: next(c for c in n["cells"] if c["id"] == "double").update(
        cell_type="raw"
    ),
    "a cell is a number": lambda n: n["cells"].insert(0, 7),
    "a cell has no type": lambda n: n["cells"][3].pop("cell_type"),
    "a cell has no source": lambda n: n["cells"][3].pop("source"),
    "a cell has no metadata": lambda n: n["cells"][3].pop("metadata"),
    "cells in a cell": lambda n: n["cells"].append({"cells": n["cells"][:3], "cell_type": "code"}),
    "cells in a list": lambda n: n.update(cells=[n["cells"]]),
    "an id is a list": lambda n: n["cells"][3].update(id=[1]),
    "no cells": lambda n: n.update(cells=[]),
    "cells missing": lambda n: n.pop("cells"),
    "metadata missing": lambda n: n.pop("metadata"),
    "format missing": lambda n: n.pop("nbformat"),
    "format 3": lambda n: n.update(nbformat=3),
    "format 99": lambda n: n.update(nbformat=99),
    "format is a word": lambda n: n.update(nbformat="four"),
    "a minor format of a thousand": lambda n: n.update(nbformat_minor=1000),
    "a minor format that is a list": lambda n: n.update(nbformat_minor=[]),
}

BYTES = {
    "empty": lambda data: b"",
    "not JSON": lambda data: b"\x89PNG\r\n\x1a\n",
    "cut off": lambda data: data[: len(data) // 2],
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "null bytes": lambda data: data + b"\0\0",
    "a list": lambda data: b"[]",
    "a number": lambda data: b"7",
    "a huge number": lambda data: b"9" * 10_000,
    "not a number": lambda data: b"NaN",
    "nested too deep": lambda data: b"[" * 200_000,
    "broken UTF-8": lambda data: data.replace(b"Small", b"\xff\xfe"),
}


def handed_in(unit):
    return json.loads(json.dumps(unit.submission(RIGHT)))


def graded(unit, data):
    return grade_bytes(data, unit.master, LIMITS)


@pytest.mark.parametrize("name", FULL)
def test_where_the_answers_are_there_no_point_is_lost(unit, name):
    notebook = handed_in(unit)
    FULL[name](notebook)
    result = graded(unit, json.dumps(notebook).encode())
    assert (result.status, result.evidence, result.reason) == ("graded", (), "")
    assert result.points == POINTS, (result.scores, result.repairs)


@pytest.mark.parametrize("name", EARNS_LESS)
def test_what_cannot_be_read_costs_itself_only(unit, name):
    notebook = handed_in(unit)
    EARNS_LESS[name](notebook)
    result = graded(unit, json.dumps(notebook).encode())
    assert "grading failed" not in result.reason
    if result.status == "quarantined":
        assert result.reason
    else:
        assert (result.status, result.evidence) == ("graded", ())
        assert result.points >= POINTS - 3


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_notebook_is_quarantined(unit, name):
    result = graded(unit, BYTES[name](json.dumps(handed_in(unit)).encode()))
    assert result.status == "quarantined"
    assert result.reason
    assert "grading failed" not in result.reason


@pytest.mark.parametrize(
    "wrap", [lambda d: b"\xef\xbb\xbf" + d, lambda d: d.replace(b"\n", b"\r\n")]
)
def test_a_byte_order_mark_and_line_ends_cost_nothing(unit, wrap):
    result = graded(unit, wrap(json.dumps(handed_in(unit), indent=1).encode()))
    assert (result.status, result.points) == ("graded", POINTS)
