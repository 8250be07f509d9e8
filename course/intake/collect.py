"""From files that arrive to submissions: whose is it, which unit, taken or in quarantine."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.intake.arrivals import arrivals
from course.intake.names import clues
from course.intake.notebooks import looks_like_notebook, read_notebook
from course.intake.recognition import read_marks, recognise
from course.intake.refusal import Refusal, printable
from course.intake.store import NEW, OLDER, REPLACED, UNCHANGED, Store
from course.intake.students import choose_student, read_roster

NOT_A_NOTEBOOK = "Not a notebook, and no notebook came with it. Ask for the .ipynb file."
RANKS = {REPLACED: "later", OLDER: "earlier"}


@dataclass(frozen=True)
class Submission:
    """The notebook that counts for one student and unit.

    Attributes
    ----------
    student, unit : str
    path : pathlib.Path
        In the grade book; the bytes are those that were handed in.
    sha256 : str
    change : str
        ``new``, ``replaced`` or ``unchanged`` since the last time.
    notes : tuple of str
        What had to be resolved.
    """

    student: str
    unit: str
    path: Path
    sha256: str
    change: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quarantined:
    """A file that could not be taken.

    Attributes
    ----------
    source : str
        Where it comes from.
    reason : str
        What is wrong and what to do next.
    path : pathlib.Path
        Where the file is kept; the reason alone if the file itself was left where it is.
    """

    source: str
    reason: str
    path: Path


@dataclass(frozen=True)
class Collection:
    """What one collecting brought.

    Attributes
    ----------
    accepted : tuple of Submission
        One for each student and unit, in this order.
    quarantined : tuple of Quarantined
    ignored : tuple of str
        Other files that came with a notebook or belong to nobody, such as pictures.
    """

    accepted: tuple[Submission, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    ignored: tuple[str, ...] = ()


def collect(sources, places, syllabus, roster=None, gradebook=None):
    """Take submissions into the grade book.

    Parameters
    ----------
    sources : iterable of path-like
        Folders, notebooks and zips, as learning platforms or students give them.
    places : course.places.Places
    syllabus : course.syllabus.Syllabus
    roster : collection of str, or mapping of str to str, optional
        The ids of the class, or what `read_roster` returns. Read from the grade book's
        ``roster.csv`` if left out; without that file every well-formed id is accepted.
    gradebook : path-like, optional
        The checkout's own if left out.

    Returns
    -------
    Collection

    Raises
    ------
    CourseError
        If a source is missing, the class list or a student edition cannot be read, or the disk
        refuses. What was collected before stays.
    """
    root = Path(gradebook) if gradebook is not None else places.gradebook
    if roster is None:
        roster = read_roster(root / "roster.csv")
    elif not isinstance(roster, Mapping):
        roster = {student: student for student in roster}
    units = tuple(unit.id for unit in syllabus.units)
    desk = _Desk(Store(root), syllabus, units, read_marks(places, syllabus), roster)
    for arrival in arrivals(sources, root):
        desk.receive(arrival)
    return desk.collection()


@dataclass
class _Desk:
    """Receives one file after the other and remembers what became of it."""

    store: Store
    syllabus: object
    units: tuple
    marks: dict
    roster: dict | None
    accepted: dict = field(default_factory=dict)
    quarantined: list = field(default_factory=list)
    others: list = field(default_factory=list)

    def receive(self, arrival):
        found = clues(arrival.inside, arrival.outside, self.units)
        try:
            if arrival.problem:
                raise Refusal(arrival.problem)
            if not looks_like_notebook(arrival.name, arrival.data):
                self.others.append((arrival.where, arrival.name, found))
                return
            notebook = read_notebook(arrival.data)
            unit, notes = recognise(notebook, found.unit, self.marks, self.syllabus)
            student = choose_student(found, self.roster)
        except Refusal as refusal:
            self._refuse(arrival.where, arrival.name, arrival.data, str(refusal))
        else:
            self._accept(arrival, student, unit, notes)

    def _accept(self, arrival, student, unit, notes):
        change = self.store.keep(student, unit, arrival.data, arrival.modified)
        self.store.release(arrival.where, arrival.data)
        path = self.store.submitted(student, unit)
        before = self.accepted.get((student, unit))
        if arrival.name != path.name:
            notes = (f"renamed from {printable(arrival.name)}", *notes)
        if change in RANKS:
            rank = f"{arrival.where} is the {RANKS[change]}"
            notes = (*notes, f"the later of two files counts, both are kept; {rank}")
        if before:
            notes = tuple(dict.fromkeys(before.notes + notes))
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        change = _together(before.change if before else UNCHANGED, change)
        self.accepted[student, unit] = Submission(student, unit, path, sha256, change, notes)

    def _refuse(self, where, name, data, reason):
        path = self.store.quarantine(where, name, data, reason)
        self.quarantined.append(Quarantined(where, reason, path))

    def collection(self):
        """What came in all; a student of whom only other files came is not passed over."""
        students = {student for student, unit in self.accepted}
        ignored = []
        for where, name, found in self.others:
            if self._is_alone(found, students):
                self._refuse(where, name, b"", NOT_A_NOTEBOOK)
            else:
                ignored.append(where)
        accepted = tuple(self.accepted[key] for key in sorted(self.accepted))
        return Collection(accepted, tuple(self.quarantined), tuple(ignored))

    def _is_alone(self, found, students):
        roster = self.roster or {}
        names = [*found.students, *found.hints]
        if not found.students or students.intersection(roster.get(name, name) for name in names):
            return False
        try:
            choose_student(found, self.roster)
        except Refusal:
            return False
        return True


def _together(first, second):
    """The change over several files of one student and unit."""
    changes = {first, second}
    if NEW in changes:
        return NEW
    return REPLACED if REPLACED in changes else UNCHANGED
