"""Show that every number of a unit's trainings holds from other random starts.

    python -m tests.calibration 08-sequential --starts 50

Each start is the unit with all its seeds shifted, run in a process of its own. What was measured is
kept in ``tests/calibration/measured``, so a run goes on where it stopped; `docs/calibration.md` is
written anew from all of it.
"""

import argparse

from rich.progress import track

from course.master import read_master
from course.places import Places
from course.syllabus import read_syllabus
from course.verification.replay import needs_replay
from tests.calibration.margins import measure
from tests.calibration.records import Records
from tests.calibration.report import write_report


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("units", nargs="*")
    options.add_argument("--starts", type=int, default=50)
    chosen = options.parse_args()
    places = Places.find(__file__)
    for unit in chosen.units:
        master = read_master(places.master(unit))
        records = Records(master)
        todo = [start for start in range(chosen.starts) if start not in records]
        for start in track(todo, unit):
            records.add(start, measure(master, start))
    paths = (places.master(unit.id) for unit in read_syllabus().units)
    masters = [read_master(path) for path in paths if path.is_file()]
    trained = {master.unit: Records(master) for master in masters if needs_replay(master)}
    measured = {unit: records for unit, records in trained.items() if records.starts}
    write_report(places.root / "docs" / "calibration.md", measured)


if __name__ == "__main__":
    main()
