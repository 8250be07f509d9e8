"""A made-up class with the marks and the journal that grading writes, made without any kernel.

For pictures, tests and benchmarks of what comes after grading; formgrader's notebooks are left out. Students differ in ability,
exercises in difficulty; wrong answers are the masters' own, or like none of them.
"""

import base64
import math
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import nbformat
from nbgrader.utils import is_grade, is_solution

from course.batch.plan import read_master as read_solution
from course.editions.student import blank
from course.gradebook import Journal, Writer
from course.gradebook.journal import Entry
from course.grading import CheckScore, Result
from course.intake.timestamps import FILE, timestamp
from course.master import read_master
from course.samples.answers import sample_answers
from course.samples.handwriting import in_own_words
from course.samples.rows import record_all
from course.verification import read_record
from course.verification.verdicts import BLANK

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
REPAIRS = (
    "{exercise}: its marks were lost; found by its content",
    "{exercise}-check-1: the check was edited; the original counts",
)
EVIDENCE = "an assertion that cannot hold was reported as passed (AssertionError expected)"


@dataclass(frozen=True)
class Made:
    """What one made-up student did in one unit."""

    result: Result
    handed_in: datetime
    by_hand: dict[str, float]


class MadeUpUnit:
    """A unit, and what students do in it.

    Parameters
    ----------
    unit : str
    number : int
        Its place: later units are handed in by fewer.
    places : course.places.Places
        The unit must be built and verified.
    """

    def __init__(self, unit, number, places):
        self.unit, self.number = unit, number
        self.master = read_master(places.master(unit))
        self.solution = read_solution(unit, places)
        self.record = read_record(self.master)
        self.right = sample_answers(self.master, "perfect")
        chance = random.Random(unit)
        self.hardness = {name: chance.gauss(-0.8, 0.8) for name in self.master.exercises}

    def hand_in(self, ability, chance, ballast, copied=None):
        """Return what a student does, or None if she hands nothing in.

        Parameters
        ----------
        ability : float
            About -2 to 2.
        chance : random.Random
        ballast : int
            Bytes of figures in the graded notebook.
        copied : dict of str to str, optional
            Answers of a neighbour.
        """
        if chance.random() > 0.98 - 0.012 * self.number + 0.03 * ability:
            return None
        if chance.random() < 0.004:
            return Made(Result("quarantined", reason="not a notebook"), self._when(chance), {})
        flagged = chance.random() < 0.006
        answers, failed = {}, {}
        for exercise in self.master.exercises:
            source, reasons = self._answer(exercise, ability, chance)
            if copied and exercise in copied:
                source, reasons = in_own_words(copied[exercise], chance, additions=0), {}
            answers[exercise] = source
            failed |= reasons
        scores, by_hand = self._scores(failed, ability, chance)
        result = Result(
            status="flagged" if flagged else "graded",
            scores=tuple(scores),
            repairs=self._repairs(chance),
            evidence=(EVIDENCE,) if flagged else (),
            notebook=self._notebook(answers, ballast),
            seconds=round(chance.lognormvariate(0.8 + 0.08 * self.number, 0.35), 3),
        )
        return Made(result, self._when(chance), {} if flagged else by_hand)

    def _answer(self, exercise, ability, chance):
        """Return a source, and what each failed check says."""
        right = in_own_words(self.right[exercise], chance)
        if chance.random() < 1 / (1 + math.exp(-1.6 * (ability - self.hardness[exercise]))):
            return right, {}
        checks = [cell.id for cell in self.master.of("check", exercise)]
        if chance.random() < 0.12 - 0.06 * ability:
            untouched = next(c for c in self.master.cells if c.id == exercise).source
            return blank(untouched), dict.fromkeys(checks, "not solved yet")
        if chance.random() < 0.2:
            return right, {checks[-1]: f"got {chance.random():.3f}. Look at the shape."}
        known = {n: f for n, f in self.record.get(exercise, {}).items() if n != BLANK}
        if not known:
            return right, dict.fromkeys(checks, "wrong")
        # The first misconceptions of a list are the likely ones.
        name = chance.choices(list(known), [1 / (1 + 2 * n) for n in range(len(known))])[0]
        sources = {m.name: m.source for m in self.master.of("mutant", exercise)}
        return in_own_words(sources[name], chance), known[name]

    def _scores(self, failed, ability, chance):
        scores, by_hand = [], {}
        for cell in self.solution.cells:
            if not is_grade(cell):
                continue
            points = float(cell.metadata.nbgrader.points)
            if is_solution(cell):
                scores.append(CheckScore(cell.id, cell.id, None, points, "waits to be graded"))
                if self.number % 5 != 4:  # every fifth unit still waits for its grader
                    level = round(
                        points * min(1, max(0, 0.65 + 0.2 * ability + chance.gauss(0, 0.2)))
                    )
                    by_hand[cell.id] = float(level)
            else:
                earned = 0.0 if cell.id in failed else points
                exercise = cell.id.rsplit("-check-", 1)[0]
                reason = failed.get(cell.id, "")
                scores.append(CheckScore(cell.id, exercise, earned, points, reason))
        return scores, by_hand

    def _repairs(self, chance):
        if chance.random() > 0.06:
            return ()
        return (chance.choice(REPAIRS).format(exercise=chance.choice(self.master.exercises)),)

    def _notebook(self, answers, ballast):
        """As graded: the answers among the master's cells, and a figure of this size."""
        figure = base64.b64encode(b"\0" * (ballast * 3 // 4)).decode()
        cells = []
        for cell in self.solution.cells:
            cells.append(nbformat.from_dict({**cell, "source": answers.get(cell.id, cell.source)}))
        output = nbformat.v4.new_output("display_data", {"image/png": figure})
        cells.append(nbformat.v4.new_code_cell("figure", outputs=[output]))
        return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

    def _when(self, chance):
        hours = self.number * 7 * 24 + min(160, max(0, chance.gauss(100, 30)))
        return START + timedelta(hours=round(hours, 2))


def write_graded_class(units, folder, places, students, seed=0, ballast=0, copiers=2):
    """Write a made-up class into a grade book.

    Parameters
    ----------
    units : list of str
        Built and verified.
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    students, seed : int
    ballast : int
        Bytes of figures in each graded notebook; real ones have about 200 000.
    copiers : int
        Students who take their neighbour's answers in the first unit, names changed.
    """
    journal, chance = Journal(folder), random.Random(seed)
    abilities = {f"s{number + 1:03d}": chance.gauss(0, 1) for number in range(students)}
    with Writer(folder, places) as writer:
        for number, unit in enumerate(units):
            made_up = MadeUpUnit(unit, number, places)
            writer.register(unit, made_up.solution)
            works, last = {}, None
            for place, (student, ability) in enumerate(abilities.items()):
                copies = number == 0 and place % 2 and place < 2 * copiers
                made = made_up.hand_in(ability, chance, ballast, last if copies else None)
                if made is not None:
                    last = _answers(made.result)
                    works[student] = replace(made, result=replace(made.result, notebook=None))
                    _hand_in(student, unit, made, folder, journal)
            record_all(unit, works, writer.book)


def _hand_in(student, unit, made, folder, journal):
    path = folder.submitted(student, unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    (path.parent / FILE).write_text(timestamp(made.handed_in))
    journal.write(student, unit, Entry("", "", True, made.result))


def _answers(result):
    cells = (result.notebook or {}).get("cells", ())
    return {cell["id"]: cell["source"] for cell in cells if is_solution(cell)}
