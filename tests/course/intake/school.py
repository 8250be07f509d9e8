"""A small school: two units with student editions, one without, an inbox, and zips."""

import io
import json
import os
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from course.intake import collect
from course.places import Places
from course.syllabus import Syllabus, Unit

UNITS = ("00-doubling", "01-halving", "02-thirds")
WRITTEN = UNITS[:2]


def cells_of(unit):
    name = unit[3:]
    about = {"nbgrader": {"grade_id": f"{name}-check-1", "grade": True, "schema_version": 3}}
    return [
        {"cell_type": "markdown", "id": f"{name}-1", "metadata": {}, "source": f"# {name}"},
        {
            "cell_type": "markdown",
            "id": f"{name}-2",
            "metadata": {},
            "source": f"In this unit on {name} you compute a number from another number.",
        },
        {**code(f"assert {name}(3)", id=f"{name}-check-1"), "metadata": about},
    ]


def code(source, **more):
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
        **more,
    }


def notebook(unit, answer="", **changes):
    """Return a student edition with an answer in it, as bytes."""
    about = {"neuron_to_nas": {"unit": unit, "language": "en"}}
    cells = [*cells_of(unit), code(answer, id="answer")]
    raw = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps({**raw, **changes}, indent=1).encode()


def zipped(members):
    """Return a zip as bytes; keys are names or ZipInfo."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


@dataclass
class School:
    """An instructor's desk: `put` files into the inbox, `collect` them."""

    root: Path

    def __post_init__(self):
        self.places = Places(self.root / "checkout")
        self.inbox = self.root / "inbox"
        self.inbox.mkdir()
        rows = [Unit(unit, unit, 10, ("Compute",), ("numbers",)) for unit in UNITS]
        self.syllabus = Syllabus("A course", "https://example.org/course", "main", tuple(rows))
        for unit in WRITTEN:
            for path in (self.places.master(unit), self.places.student(unit)):
                path.parent.mkdir(parents=True)
            self.places.master(unit).write_text("# %%\n", "utf-8")
            self.places.student(unit).write_bytes(notebook(unit))

    def put(self, name, data=None, day=1):
        """Write a file into the inbox, handed in on a day of May 2026; return its path."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook(UNITS[0]) if data is None else data)
        moment = datetime(2026, 5, day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
        return path

    def collect(self, *sources, roster=None):
        return collect(sources or [self.inbox], self.places, self.syllabus, roster)

    def stored(self, student, unit=UNITS[0]):
        return self.places.gradebook / "submitted" / student / unit / f"{unit}.ipynb"

    def earlier(self, student, unit=UNITS[0]):
        return sorted((self.stored(student, unit).parent / "earlier").glob("*"))

    def files(self):
        """Return everything in the grade book: contents by path."""
        book = self.places.gradebook
        return {p.relative_to(book): p.read_bytes() for p in book.rglob("*") if p.is_file()}
