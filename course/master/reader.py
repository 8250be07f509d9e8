"""Read a master: a jupytext percent script with marked cells.

The marks are cell options, as in ``# %% check="perceptron_step" points=2``; what
each may carry is written in CONTRIBUTING.md.
"""

import re
from collections import Counter
from pathlib import Path

import jupytext

from course.errors import CourseError
from course.master.cells import Cell, Master
from course.master.rules import MasterError, Problem, breaches

MARKER = re.compile(r"^# %%( |$)")
HEADING = re.compile(r"^#+ +(.+)", re.MULTILINE)
MARKS = ("exercise", "check", "question", "rubric", "mutant")
OPTIONS = {*MARKS, "points", "name", "tags"}
JUPYTEXT_OPTIONS = {"lines_to_next_cell"}


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
    notebook = jupytext.reads(text, fmt="py:percent")
    nodes = [cell for cell in notebook.cells if cell.cell_type != "raw"]
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    if len(nodes) != len(lines):
        raise MasterError(path, [Problem(1, "text before the first cell. Start it with `# %%`")])
    problems, cells, names = [], [], _Names()
    for node, line in zip(nodes, lines, strict=True):
        found = _option_problems(node, line)
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
        return path.read_text(encoding="utf-8")
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


def _option_problems(node, line):
    options = {key: value for key, value in node.metadata.items() if key not in JUPYTEXT_OPTIONS}
    if "incorrectly_encoded_metadata" in options:
        written = options["incorrectly_encoded_metadata"]
        return [
            Problem(
                line,
                f"cannot read the options `{written}`. Write text in double quotes, points as a number",
            )
        ]
    unknown = sorted(set(options) - OPTIONS)
    if unknown:
        return [
            Problem(
                line, f"unknown option {', '.join(unknown)}. Known: {', '.join(sorted(OPTIONS))}"
            )
        ]
    marks = [mark for mark in MARKS if mark in options]
    if len(marks) > 1:
        return [Problem(line, f"a cell is one thing, not {' and '.join(marks)}. Split it")]
    if marks and not isinstance(options[marks[0]], str):
        return [
            Problem(
                line, f'{marks[0]} needs a name in double quotes, as in {marks[0]}="layer_forward"'
            )
        ]
    points = options.get("points", 0)
    if isinstance(points, bool) or not isinstance(points, int | float):
        return [Problem(line, f"points must be a number, not {points!r}. Write points=2")]
    return []


def _cell(node, line, names):
    options = node.metadata
    mark = next((mark for mark in MARKS if mark in options), None)
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
