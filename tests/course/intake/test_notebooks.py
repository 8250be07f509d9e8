import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.intake.notebooks import looks_like_notebook, read_notebook
from course.intake.refusal import Refusal
from tests.course.intake.school import UNITS, code, notebook

UNIT = UNITS[0]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def raw(**changes):
    return {**json.loads(notebook(UNIT)), **changes}


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4, 5])
def test_every_format_4(minor):
    assert len(read_notebook(notebook(UNIT, nbformat_minor=minor)).cells) == 4


def test_byte_order_mark_and_windows_line_ends():
    data = b"\xef\xbb\xbf" + notebook(UNIT).replace(b"\n", b"\r\n")
    assert read_notebook(data) == read_notebook(notebook(UNIT))


def test_sources_in_lines_are_joined():
    data = json.dumps(raw(cells=[code(["a = 1\n", "b = 2"])])).encode()
    assert read_notebook(data).cells[0].source == "a = 1\nb = 2"


def test_format_3_is_upgraded():
    old = nbformat.writes(nbformat.convert(nbformat.from_dict(raw()), 3), version=3)
    assert read_notebook(old.encode()).cells[0].source == "# doubling"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{\x00", "null bytes"),
        ("{}".encode("utf-16"), "null bytes"),
        (b'{"a": "\xe9"}', "Byte 7 is not UTF-8"),
        (notebook(UNIT)[:200], "Not JSON: .* at line"),
        (b'{"nbformat": 1' + b"0" * 5000 + b"}", "Not readable JSON"),
        (b"[" * 100_000, "nested too deep"),
        (b"[1, 2]", "not a notebook"),
        (b'{"a": 1}', "not a notebook"),
        (b'{"nbformat": 4}', "no cells"),
        (b'{"nbformat": 4, "cells": [], "metadata": 1}', "no cells or metadata"),
        (b'{"nbformat": 5, "cells": []}', "format '5' is unknown"),
        (b'{"nbformat": 3, "worksheets": 7}', "cannot be upgraded"),
        (b'{"nbformat": 4, "metadata": {}, "cells": [1]}', "Cell 1 is malformed"),
        (b" " * 50_000_001, "Larger than 50 MB"),
    ],
)
def test_what_is_no_notebook(data, reason):
    with pytest.raises(Refusal, match=reason):
        read_notebook(data)


@pytest.mark.parametrize(
    "damage",
    [
        {"outputs": [1]},
        {"outputs": 5},
        {"outputs": [{"output_type": "display_data", "data": 5}]},
        {"outputs": [{"output_type": "stream", "text": [1]}]},
        {"attachments": 5},
        {"attachments": {"a": 5}},
    ],
)
def test_what_was_typed_is_read_whatever_the_rest_is(damage):
    damaged = {"cell_type": "code", "source": ["1 +\n", " 1"], **damage}
    cell = read_notebook(json.dumps(raw(cells=[damaged])).encode()).cells[0]
    assert (cell.source, cell.metadata) == ("1 +\n 1", {})


def test_absurd_numbers_of_cells():
    read_notebook(json.dumps(raw(cells=[code("1")] * 5000)).encode())
    with pytest.raises(Refusal, match="5001 cells; 5000 are allowed"):
        read_notebook(json.dumps(raw(cells=[code("1")] * 5001)).encode())


@given(st.binary(max_size=200))
def test_random_bytes(data):
    with pytest.raises(Refusal):
        read_notebook(data)


@given(
    st.dictionaries(st.sampled_from(["cells", "metadata", "nbformat", "worksheets"]), JSON), JSON
)
def test_random_structures_are_read_or_refused(changes, cell):
    for data in (
        raw(**changes),
        raw(cells=[cell]),
        raw(nbformat=3, worksheets=[{"cells": [cell]}]),
    ):
        try:
            read = read_notebook(json.dumps(data).encode())
        except Refusal:
            continue
        assert all(isinstance(cell.source, str) for cell in read.cells)


def test_a_notebook_is_known_by_its_name_or_its_bytes():
    assert looks_like_notebook("01.ipynb", b"damaged")
    assert looks_like_notebook("01", b"\xef\xbb\xbf " + notebook(UNIT))
    assert not looks_like_notebook("table.json", b'{"a": 1}')
