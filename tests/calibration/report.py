"""Write what was measured as a page: how often each trained number held, and with how much room."""

from statistics import mean, stdev

from course.atomic import write_whole
from tests.calibration.margins import measurable

HEAD = """\
# Do the numbers hold elsewhere?

A number that comes from a training differs from one random start to the next. Every such number in a unit, in prose
and in checks, stands in an assert. Here each cell runs from many starts, all its seeds shifted: a check, which decides about points,
from 50, a number of the prose from 10, and the measuring goes on until there are so many. *Held* tells of how many starts so far the
assert was true, *worst* is the smallest distance of an inequality from its limit, and *room* is the mean distance in standard
deviations over the starts. Made by `python -m tests.calibration`. Left out are asserts that never vary, unless they did not hold,
and asserts about seconds.
"""


def write_report(path, all_records):
    """Write the page.

    Parameters
    ----------
    path : pathlib.Path
    all_records : list of tests.calibration.records.Records
        One for each unit.
    """
    write_whole(path, "\n".join([HEAD, *map(_section, all_records)]))


def _section(records):
    cells = sorted(measurable(records.master), key=lambda cell: cell.kind != "check")
    lines = [line for cell in cells for line in _rows(cell, records.by_inequality(cell))]
    table = ["| cell | assert | held | worst | room |", "|---|---|---|---|---|", *lines]
    return "\n".join(
        [f"## {records.master.unit}", "", *(table if lines else ["Nothing varies."]), ""]
    )


def _rows(cell, found):
    for text, starts in found.items():
        held = sum(held for held, _ in starts)
        margins = [margin for _, margin in starts if margin is not None]
        spread = stdev(margins) if len(margins) > 1 else 0.0
        if spread or held < len(starts) or ("seed(" in cell.source and cell.kind == "check"):
            figures = (
                [f"{min(margins):.2g}", f"{mean(margins) / spread:.1f}"] if spread else ["", ""]
            )
            code = "`" + " ".join(text.split()).replace("|", "\\|") + "`"
            row = [f"`{cell.id}`", code, f"{held} of {len(starts)}", *figures]
            yield f"| {' | '.join(row)} |"
