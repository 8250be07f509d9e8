"""Which checks does each answer fail: the reference, the blank cell, every mutant."""

from dataclasses import dataclass

from course.editions.student import blank
from course.errors import CourseError
from course.verification.prepared import PreparedState

REFERENCE, BLANK = "reference", "blank"


@dataclass(frozen=True)
class Verdict:
    """How one answer to one exercise fares.

    Attributes
    ----------
    exercise : str
    answer : str
        ``reference``, ``blank``, or a mutant's name.
    failed : dict of str to str
        For each failed check, by id, what the student would read.
    """

    exercise: str
    answer: str
    failed: dict[str, str]

    @property
    def is_right(self):
        """Whether the checks said what they should."""
        return bool(self.failed) != (self.answer == REFERENCE)


def verify(master):
    """Try every answer of a master against the checks of its exercise.

    Each answer meets its checks in the state that a student would have there, with all
    earlier exercises solved. Needs `os.fork`.

    Parameters
    ----------
    master : course.master.Master

    Returns
    -------
    list of Verdict

    Raises
    ------
    CourseError
        If a cell that is neither answer nor check fails, or an answer never ends.
    """
    state, verdicts = PreparedState(), []
    for position, cell in enumerate(master.cells):
        if cell.kind == "exercise":
            verdicts += _verdicts(master, position, state)
        if cell.kind in ("code", "exercise", "check"):
            error = state.error_of(cell.source)
            if error and cell.kind != "check":
                raise CourseError(f"{master.path}:{cell.line}: the cell fails with {error}")
    return verdicts


def unproven(master, verdicts):
    """Return a sentence for every verdict that is not as it should be."""
    sentences = []
    for verdict in verdicts:
        where = f"{master.path}: exercise {verdict.exercise!r}"
        if verdict.is_right:
            continue
        if verdict.answer == REFERENCE:
            sentences.append(f"{where}: the reference fails {_listed(verdict.failed)}")
        else:
            sentences.append(f"{where}: {verdict.answer!r} passes every check. Strengthen them.")
    return sentences


def _verdicts(master, position, state):
    exercise = master.cells[position]
    following = _until_last_check(master, position)
    mutants = master.of("mutant", exercise.id)
    answers = [
        (REFERENCE, exercise.line, exercise.source),
        (BLANK, exercise.line, blank(exercise.source)),
        *((mutant.name, mutant.line, mutant.source) for mutant in mutants),
    ]
    for name, line, source in answers:
        try:
            failed = state.in_a_fork(lambda source=source: _failures(state, source, following))
        except RuntimeError as error:
            raise CourseError(
                f"{master.path}:{line}: {name!r} of exercise {exercise.id!r}: {error}"
            ) from error
        yield Verdict(exercise.id, name, failed)


def _until_last_check(master, position):
    """Return what runs after an answer: its checks, and the cells between them."""
    exercise = master.cells[position].id
    last = max(i for i, c in enumerate(master.cells) if c.kind == "check" and c.owner == exercise)
    between = master.cells[position + 1 : last + 1]
    return [
        c for c in between if c.kind in ("code", "exercise") or c in master.of("check", exercise)
    ]


def _failures(state, source, following):
    """An answer that does not run explains its failed checks; only a check can fail it."""
    broken = state.error_of(source)
    errors = [(cell, state.error_of(cell.source)) for cell in following]
    return {cell.id: broken or error for cell, error in errors if error and cell.kind == "check"}


def _listed(failed):
    return "; ".join(f"{check} ({message})" for check, message in failed.items())
