"""What was measured so far, one small JSON file a unit."""

import hashlib
import json
import math
from collections import defaultdict
from pathlib import Path

from course.atomic import write_whole
from tests.calibration.margins import sets_a_seed, with_needs

FOLDER = Path(__file__).with_name("measured")
TRIALS = 3  # starts after which an inequality that never varied is taken as settled


class Records:
    """The measurements of one unit; those of a cell are worth nothing once its code changes.

    Parameters
    ----------
    master : course.master.Master
    """

    def __init__(self, master):
        self.master = master
        self.path = FOLDER / f"{master.unit}.json"
        self.cells = json.loads(self.path.read_text("utf-8")) if self.path.is_file() else {}

    def starts(self, cell):
        """Return what was measured of a cell: its inequalities by start."""
        kept = self.cells.get(cell.id, {})
        return kept["starts"] if kept.get("code") == self._digest(cell) else {}

    def lacks(self, cell, start):
        """Return whether a cell is to be measured from this start."""
        known = self.starts(cell)
        return f"{start}" not in known and not (len(known) >= TRIALS and self._is_settled(cell))

    def add(self, start, wanted, measured):
        """Keep the measurements of one start: the nearest miss of each inequality."""
        worst = {cell.id: {} for cell in wanted}
        for entry in measured:
            held, margin = worst[entry.cell].get(entry.text, (True, math.inf))
            worst[entry.cell][entry.text] = held and entry.held, min(margin, entry.margin)
        for cell in wanted:
            entries = [
                [text, held, float(f"{margin:.4g}") if math.isfinite(margin) else None]
                for text, (held, margin) in worst[cell.id].items()
            ]
            starts = self.starts(cell) | {f"{start}": entries}
            self.cells[cell.id] = {"code": self._digest(cell), "starts": starts}
        write_whole(self.path, json.dumps(self.cells, separators=(",", ":")) + "\n")

    def by_inequality(self, cell):
        """Return, for each assert of a cell, (held, margin) of every start."""
        found = defaultdict(list)
        for entries in self.starts(cell).values():
            for text, held, margin in entries:
                found[text].append((held, margin))
        return dict(found)

    def _is_settled(self, cell):
        """Return whether nothing varied; where a check sets a seed, more than margins may."""
        same = all(len(set(found)) == 1 for found in self.by_inequality(cell).values())
        return same and not sets_a_seed(cell)

    def _digest(self, cell):
        """Return a digest of all code on which a cell depends."""
        code = "\0".join(part.source for part in with_needs(self.master, [cell]))
        return hashlib.sha256(code.encode()).hexdigest()[:16]
