"""Read a master: a jupytext percent script with marked cells."""

import re
from collections import Counter
from pathlib import Path

import jupytext
import nbformat

from course.errors import CourseError
from course.master.cells import Cell, Master
from course.master.options import mark_of, option_problems
from course.master.rules import MasterError, Problem, breaches

MARKER = re.compile(r"^# %%( |$)")
HEADING = re.compile(r"^#+ +(.+)", re.MULTILINE)
# What jupytext raises for a name or tags of the wrong type.
REFUSALS = (nbformat.ValidationError, AttributeError)


def read_master(path):
    """Read and validate a master.

    Parameters
    ----------
    path : path-like
        ``solutions/<unit>/<unit>.py``.

    Returns
    -------
    Master

    Raises
    ------
    CourseError
        If the file cannot be read.
    MasterError
        If it breaks a rule; every breach is listed with file, line and cure.
    """
    path = Path(path)
    text = _text(path)
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    nodes = _nodes(path, text, lines)
    problems, cells, names = [], [], _Names()
    for node, line in zip(nodes, lines, strict=True):
        found = option_problems(node, line)
        problems += found
        if not found:
            cells.append(_cell(node, line, names))
    master = Master(path, tuple(cells))
    problems += breaches(master) if not problems else []
    if problems:
        raise MasterError(path, problems)
    return master


def _text(path):
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except FileNotFoundError as error:
        raise CourseError(
            f"{path}: there is no such master. CONTRIBUTING.md shows how to start one."
        ) from error
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path}: not UTF-8 text (byte {error.start}). Save it as UTF-8."
        ) from error
    except OSError as error:
        raise CourseError(f"{path}: cannot read the master ({error.strerror}).") from error


def _nodes(path, text, lines):
    """Let jupytext cut the text into cells, one for each line with a marker."""
    rows = text.splitlines()
    try:
        nodes = _cut(rows)
    except REFUSALS as error:
        line = next(line for line in lines if _is_refused(rows[line - 1]))
        message = 'name must be text and tags a list of texts, as in name="…" tags=["…"]'
        raise MasterError(path, [Problem(line, message)]) from error
    if len(nodes) == len(lines):
        return nodes
    first = next((n for n, row in enumerate(rows, start=1) if row.strip()), 1)
    if not MARKER.match(rows[first - 1]):
        message = "text before the first cell. Start it with `# %%`"
        raise MasterError(path, [Problem(first, message)])
    uneven = (line for n, line in enumerate(lines, start=1) if len(_cut(rows[:line])) != n)
    message = (
        "a cell starts with `# %%` and a space, and no `# %%` stands inside a string. "
        "Mend this line or the cell above it"
    )
    raise MasterError(path, [Problem(next(uneven, lines[-1]), message)])


def _cut(rows):
    return jupytext.reads("\n".join(rows), fmt="py:percent").cells


def _is_refused(row):
    try:
        _cut([row])
    except REFUSALS:
        return True
    return False


def _cell(node, line, names):
    options = node.metadata
    mark = mark_of(options)
    if mark is None:
        kind = "prose" if node.cell_type == "markdown" else "code"
        owner, cell_id = "", names.of_plain(node)
    else:
        kind, owner = mark, options[mark]
        cell_id = owner if kind in ("exercise", "question") else names.numbered(f"{owner}-{kind}")
    return Cell(
        kind=kind,
        id=cell_id,
        source=node.source,
        line=line,
        owner=owner,
        points=float(options.get("points", 0)),
        name=options.get("name", ""),
        tags=tuple(options.get("tags", ())),
    )


class _Names:
    """Ids for cells that the author did not name: the section's title and a number.

    They outlive edits of the text, so a translation finds its paragraph again.
    """

    def __init__(self):
        self.section = "start"
        self.used = Counter()

    def of_plain(self, node):
        if node.cell_type == "markdown" and (headings := HEADING.findall(node.source)):
            slug = re.sub(r"[^a-z0-9]+", "-", headings[-1].lower()).strip("-")
            self.section = slug[:40] or "section"
        return self.numbered(self.section)

    def numbered(self, stem):
        self.used[stem] += 1
        return f"{stem}-{self.used[stem]}"
