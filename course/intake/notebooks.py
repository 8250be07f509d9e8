"""Bytes to notebook, or the reason why not."""

import json

import nbformat
from nbformat.v4.nbjson import JSONReader

from course.intake.refusal import Refusal
from course.salvage import read_typed

MOST_BYTES = 50_000_000
MOST_CELLS = 5000
EXPORT_AGAIN = "Ask for the notebook again, saved as .ipynb."


def looks_like_notebook(name, data):
    """Tell whether a file claims to be a notebook, by its name or by its first bytes."""
    head = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return ".ipynb" in name.casefold() or (head.startswith(b"{") and b'"nbformat"' in data)


def read_notebook(data):
    """Read a notebook as it was handed in.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without byte order mark; any line ends; format 3 or 4.

    Returns
    -------
    nbformat.NotebookNode
        Format 4, with sources joined. It need not be valid otherwise: grading mends the rest.

    Raises
    ------
    Refusal
        If it is no notebook, or one of absurd size.
    """
    if len(data) > MOST_BYTES:
        raise Refusal(f"Larger than {MOST_BYTES // 1_000_000} MB. Ask for it without its outputs.")
    try:
        return _upgraded(_raw(data))
    except RecursionError:
        raise Refusal(f"Its JSON is nested too deep. {EXPORT_AGAIN}") from None


def _raw(data):
    if not data.strip():
        raise Refusal(f"The file is empty. {EXPORT_AGAIN}")
    if b"\0" in data:
        raise Refusal(f"It has null bytes: cut off, damaged, or not UTF-8. {EXPORT_AGAIN}")
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal(f"Byte {error.start} is not UTF-8. {EXPORT_AGAIN}") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refusal(f"Not JSON: {error.msg} at {where}. {EXPORT_AGAIN}") from error
    except ValueError as error:  # a number of thousands of digits
        raise Refusal(f"Not readable JSON: {error}. {EXPORT_AGAIN}") from error
    if not isinstance(raw, dict) or "nbformat" not in raw:
        raise Refusal(f"It is JSON but not a notebook. {EXPORT_AGAIN}")
    return raw


def _upgraded(raw):
    version = raw["nbformat"]
    if version == 4:
        _require_cells(raw)
        return read_typed(JSONReader().to_notebook, raw)
    if version != 3:
        raise Refusal(f"Notebook format {str(version)[:20]!r} is unknown. {EXPORT_AGAIN}")
    try:
        old = nbformat.v3.nbjson.JSONReader().to_notebook(raw)
        new = nbformat.convert(old, 4)
    except RecursionError:
        raise
    except Exception as error:  # nbformat raises whatever a malformed file provokes
        raise Refusal(f"Format 3, and it cannot be upgraded. {EXPORT_AGAIN}") from error
    _require_cells(new)
    return new


def _require_cells(raw):
    cells = raw.get("cells")
    if not isinstance(cells, list) or not isinstance(raw.get("metadata"), dict):
        raise Refusal(f"It is JSON but has no cells or metadata. {EXPORT_AGAIN}")
    if len(cells) > MOST_CELLS:
        raise Refusal(f"It has {len(cells)} cells; {MOST_CELLS} are allowed. {EXPORT_AGAIN}")
    for number, cell in enumerate(cells, start=1):
        if not _is_cell(cell):
            raise Refusal(f"Cell {number} is malformed. {EXPORT_AGAIN}")


def _is_cell(cell):
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return isinstance(cell.get("metadata", {}), dict) and all(isinstance(x, str) for x in lines)
