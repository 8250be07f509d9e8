"""Which checks does each answer fail: the reference, the blank cell, every mutant."""

from dataclasses import dataclass, replace

from course.editions.student import blank
from course.errors import CourseError
from course.verification.prepared import PreparedState
from course.verification.replay import imports, needed, needs_replay

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
    earlier exercises solved. In a unit that uses TensorFlow only the cells that the checks
    depend on have run. Needs `os.fork`.

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
    tried = _replayed(master) if needs_replay(master) else _in_place(master)
    return list(tried)


def _in_place(master):
    """Run the unit once, and fork its state at each exercise."""
    state = PreparedState()
    for position, cell in enumerate(master.cells):
        if cell.kind == "exercise":
            yield from _verdicts(master, position, state, prefix=[])
        if cell.kind in ("code", "exercise", "check"):
            error = state.error_of(cell.source)
            if error and cell.kind != "check":
                raise _broken(master, cell, error)


def _replayed(master):
    """Fork a state with nothing but the imports, and replay what each exercise needs."""
    state = PreparedState()
    state.run(imports(master.cells))
    for position, cell in enumerate(master.cells):
        if cell.kind == "exercise":
            wanted = [cell, *_until_last_check(master, position)]
            prefix = needed(master.cells[:position], wanted)
            yield from _verdicts(master, position, state, prefix)


def _broken(master, cell, error):
    return CourseError(f"{master.path}:{cell.line}: the cell fails with {error}")


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


def _verdicts(master, position, state, prefix):
    exercise = master.cells[position]
    following = _until_last_check(master, position)
    mutants = master.of("mutant", exercise.id)
    answers = [
        (REFERENCE, exercise.line, exercise.source),
        (BLANK, exercise.line, blank(exercise.source)),
        *((mutant.name, mutant.line, mutant.source) for mutant in mutants),
    ]
    for name, line, source in answers:
        tried = [*prefix, replace(exercise, source=source), *following]
        try:
            errors = state.in_a_fork(lambda tried=tried: _errors(state, tried))
        except RuntimeError as error:
            raise CourseError(
                f"{master.path}:{line}: {name!r} of exercise {exercise.id!r}: {error}"
            ) from error
        for cell in prefix:
            if cell.id in errors:
                raise _broken(master, cell, errors[cell.id])
        yield Verdict(exercise.id, name, _failed(master.of("check", exercise.id), exercise, errors))


def _until_last_check(master, position):
    """Return what runs after an answer: its checks, and the cells between them."""
    exercise = master.cells[position].id
    last = max(i for i, c in enumerate(master.cells) if c.kind == "check" and c.owner == exercise)
    between = master.cells[position + 1 : last + 1]
    return [
        c for c in between if c.kind in ("code", "exercise") or c in master.of("check", exercise)
    ]


def _errors(state, cells):
    """Run cells in turn; return the errors by the cells' ids."""
    errors = ((cell.id, state.error_of(cell.source)) for cell in cells)
    return {name: error for name, error in errors if error}


def _failed(checks, exercise, errors):
    """An answer that does not run explains its failed checks; only a check can fail it."""
    broken = errors.get(exercise.id)
    return {check.id: broken or errors[check.id] for check in checks if check.id in errors}


def _listed(failed):
    return "; ".join(f"{check} ({message})" for check, message in failed.items())
