"""What was measured so far, one small JSON file a unit."""

import hashlib
import json
import math
from collections import defaultdict
from pathlib import Path

from course.atomic import write_whole
from tests.calibration.margins import asserting

FOLDER = Path(__file__).with_name("measured")


class Records:
    """The measurements of one unit; they are worth nothing once its code changes.

    Parameters
    ----------
    master : course.master.Master
    """

    def __init__(self, master):
        self.path = FOLDER / f"{master.unit}.json"
        self.digest = code_digest(master)
        kept = json.loads(self.path.read_text("utf-8")) if self.path.is_file() else {}
        self.starts = kept["starts"] if kept.get("code") == self.digest else {}

    def __contains__(self, start):
        return f"{start}" in self.starts

    def add(self, start, measured):
        """Keep the measurements of one start: the nearest miss of each inequality."""
        worst = {}
        for entry in measured:
            held, margin = worst.get((entry.cell, entry.text), (True, math.inf))
            worst[entry.cell, entry.text] = held and entry.held, min(margin, entry.margin)
        self.starts[f"{start}"] = [
            [cell, text, held, float(f"{margin:.4g}") if math.isfinite(margin) else None]
            for (cell, text), (held, margin) in worst.items()
            if math.isfinite(margin) or not held
        ]
        data = {"code": self.digest, "starts": self.starts}
        write_whole(self.path, json.dumps(data, separators=(",", ":")) + "\n")

    def by_inequality(self):
        """Return, for each assert that was measured, (held, margin) of every start."""
        found = defaultdict(list)
        for entries in self.starts.values():
            for cell, text, held, margin in entries:
                found[cell, text].append((held, margin))
        return dict(found)


def code_digest(master):
    """Return a digest of all code on which an assert depends."""
    code = "\0".join(cell.source for cell in asserting(master))
    return hashlib.sha256(code.encode()).hexdigest()[:16]
