"""Where the marks of each figure go, in the units of its SVG; the templates draw them."""

from dataclasses import dataclass

from course.report.templating import decimal

ROW, LEFT, WIDTH = 26, 190, 1000
RIGHT = 30
SMALLEST_LABEL = 26  # a narrower bar has no room for its number
COLUMNS, CELL_WIDTH, CELL_HEIGHT = 5, 200, 172


@dataclass(frozen=True)
class Mark:
    """A bar, a dot, a line or a word.

    Attributes
    ----------
    x, y : float
        A bar's upper left corner, a line's start, the place of a dot or word.
    width, height : float
    kind, text : str
        The class of its style; its label.
    """

    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    kind: str = ""
    text: str = ""


def completion(summaries):
    """Return stacked bars: what became of each student's submission, unit by unit."""
    span, rows = WIDTH - LEFT - RIGHT, []
    for number, unit in enumerate(summaries):
        x, bars = float(LEFT), []
        for name, count in unit.states.items():
            width = span * count / unit.students if unit.students else 0.0
            text = f"{count}" if width >= SMALLEST_LABEL else ""
            if count:
                bars.append(Mark(x, number * ROW, width, ROW - 6, name, text))
            x += width
        rows.append((unit.id, number * ROW, bars))
    return {"rows": rows, "height": ROW * len(rows)}


def histograms(summaries):
    """Return one small histogram of shares for each unit, all to one scale."""
    most = max((max(unit.bins) / max(1, len(unit.shares)) for unit in summaries), default=1) or 1
    cells, inner, floor = [], CELL_WIDTH - 24, CELL_HEIGHT - 44
    for number, unit in enumerate(summaries):
        left = number % COLUMNS * CELL_WIDTH + 12
        top = number // COLUMNS * CELL_HEIGHT
        bars, step = [], inner / len(unit.bins)
        for place, count in enumerate(unit.bins):
            height = (floor - 40) * count / max(1, len(unit.shares)) / most
            bars.append(Mark(left + place * step, top + floor - height, step - 1, height))
        median = unit.share(50)
        line = None if median is None else Mark(left + inner * median, top + 34, 0, floor - 34)
        cells.append({"unit": unit, "left": left, "top": top, "floor": top + floor, "bars": bars})
        cells[-1] |= {"median": line, "right": left + inner, "share": median}
    rows = -(-len(summaries) // COLUMNS)
    return {"cells": cells, "height": rows * CELL_HEIGHT}


def item_rows(items):
    """Return, for each check, a bar for its difficulty and a dot for its discrimination."""
    panel, gap = 330.0, 60.0
    second = LEFT + 60 + panel + gap
    rows = []
    for number, item in enumerate(items):
        y = number * ROW
        bar = Mark(LEFT + 60, y, panel * item.difficulty, ROW - 8)
        dot = None
        if item.discrimination is not None:
            dot = Mark(_on(item.discrimination, second, panel), y + (ROW - 8) / 2)
        rows.append({"item": item, "y": y, "bar": bar, "dot": dot})
    ticks = [
        Mark(_on(value, second, panel), 0, text=decimal(value, 1)) for value in (-0.5, 0, 0.5, 1)
    ]
    shares = [Mark(LEFT + 60 + panel * s, 0, text=f"{100 * s:.0f} %") for s in (0, 0.5, 1)]
    return {
        "rows": rows,
        "ticks": ticks,
        "shares": shares,
        "weak": _on(0.2, second, panel),
        "height": ROW * len(rows),
        "first": LEFT + 60,
        "second": second,
    }


def _on(discrimination, left, width):
    """The scale of discriminations goes from -0.5 to 1."""
    return left + width * (min(1.0, max(-0.5, discrimination)) + 0.5) / 1.5


def times(summaries):
    """Return, for each unit, a line over the middle 90 % of its run times and a dot at the median."""
    longest = max((unit.second(95) for unit in summaries if len(unit.seconds)), default=1.0)
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1e9) if longest / s <= 6)
    span, end = WIDTH - LEFT - RIGHT - 60, step * (int(longest / step) + 1)
    rows = []
    for number, unit in enumerate(summaries):
        y = number * ROW + (ROW - 6) / 2
        if not len(unit.seconds):
            rows.append({"unit": unit, "y": y, "line": None, "dot": None})
            continue
        low, middle, high = (LEFT + span * unit.second(p) / end for p in (5, 50, 95))
        rows.append(
            {"unit": unit, "y": y, "line": Mark(low, y, high - low), "dot": Mark(middle, y)}
        )
    ticks = [
        Mark(LEFT + span * n * step / end, 0, text=f"{n * step:g} s")
        for n in range(int(end / step) + 1)
    ]
    return {"rows": rows, "ticks": ticks, "height": ROW * len(rows)}


def own_shares(rows):
    """Return a bar for each of a student's units, and a line where the class has its median.

    Parameters
    ----------
    rows : list of (str, float or None, float or None)
        Unit, the student's share, the class's median.
    """
    span, marks = WIDTH - LEFT - RIGHT - 60, []
    for number, (unit, share, median) in enumerate(rows):
        y = number * ROW
        bar = None if share is None else Mark(LEFT, y, span * share, ROW - 8)
        line = None if median is None else Mark(LEFT + span * median, y - 2, 0, ROW - 4)
        marks.append({"unit": unit, "y": y, "bar": bar, "line": line, "share": share})
    shares = [Mark(LEFT + span * s, 0, text=f"{100 * s:.0f} %") for s in (0, 0.5, 1)]
    return {"rows": marks, "shares": shares, "height": ROW * len(marks), "end": LEFT + span}
