"""Write what was measured as a page: how often each trained number held, and with how much room."""

from statistics import mean, stdev

from course.atomic import write_whole

HEAD = """\
# Do the numbers hold elsewhere?

A number that comes from a training differs from one random start to the next. Every such number in a unit, in prose
and in checks, stands in an assert. Here each unit ran from many starts, all its seeds shifted. *Held* counts the starts in which the
inequality was true, *worst* is the smallest distance from its limit, and *room* is the mean distance in standard
deviations over the starts. Made by `python -m tests.calibration`; asserts that never vary are left out.
"""


def write_report(path, all_records):
    """Write the page.

    Parameters
    ----------
    path : pathlib.Path
    all_records : dict of str to tests.calibration.records.Records
        By unit.
    """
    sections = [_section(unit, records) for unit, records in all_records.items()]
    write_whole(path, "\n".join([HEAD, *sections]))


def _section(unit, records):
    rows = sorted(filter(None, map(_row, records.by_inequality().items())))
    lines = [
        f"| {held} of {n} | {worst:.2g} | {room:.1f} | `{text}` | `{cell}` |"
        for room, held, n, worst, text, cell in rows
    ]
    table = ["| held | worst | room | assert | cell |", "|---|---|---|---|---|", *lines]
    return "\n".join([f"## {unit}: {len(records.starts)} starts", "", *table, ""])


def _row(item):
    (cell, text), starts = item
    margins = [margin for _, margin in starts if margin is not None]
    spread = stdev(margins) if len(margins) > 1 else 0.0
    if not spread:
        return None
    held = sum(held for held, _ in starts)
    return mean(margins) / spread, held, len(starts), min(margins), text.replace("|", "\\|"), cell
