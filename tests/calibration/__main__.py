"""Show that every number of a unit's trainings holds from other random starts.

    python -m tests.calibration 08-sequential

Each start is a process of its own, with all seeds shifted. Checks, which decide about points, are
measured from more starts than the numbers in the prose. What was measured is kept in
``tests/calibration/measured``, so a run goes on where it stopped; `docs/calibration.md` is written
anew from all of it.
"""

import argparse

from rich.progress import track

from course.master import read_master
from course.places import Places
from course.syllabus import read_syllabus
from course.verification.replay import needs_replay
from tests.calibration.margins import measurable, measure
from tests.calibration.records import Records
from tests.calibration.report import write_report


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("units", nargs="*")
    options.add_argument("--starts", type=int, default=50, help="for checks (50)")
    options.add_argument("--prose-starts", type=int, default=10, help="for other cells (10)")
    chosen = options.parse_args()
    places = Places.find(__file__)
    for unit in chosen.units:
        _calibrate(read_master(places.master(unit)), chosen)
    paths = (places.master(unit.id) for unit in read_syllabus().units)
    masters = [read_master(path) for path in paths if path.is_file()]
    trained = [Records(master) for master in masters if needs_replay(master)]
    write_report(places.root / "docs" / "calibration.md", [kept for kept in trained if kept.cells])


def _calibrate(master, chosen):
    records = Records(master)
    goals = {"check": chosen.starts, "code": chosen.prose_starts}
    for start in track(range(max(goals.values())), master.unit):
        cells = [cell for cell in measurable(master) if start < goals.get(cell.kind, 0)]
        wanted = [cell for cell in cells if records.lacks(cell, start)]
        if wanted:
            records.add(start, wanted, measure(master, start, wanted))


if __name__ == "__main__":
    main()
