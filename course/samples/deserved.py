"""The score that answers deserve, found without kernel, nbgrader or grader."""

from course.verification.prepared import PreparedState
from course.verification.replay import imports


def deserved_points(master, students):
    """Run a unit with each student's answers, and add up.

    Parameters
    ----------
    master : course.master.Master
    students : iterable of dict of str to str
        Answers, as :func:`course.samples.sample_answers` returns them.

    Returns
    -------
    list of dict of str to float or None
        For each student, points by check and question id; None where a person has to decide.
    """
    state = PreparedState()
    state.run(imports(master.cells))
    return [
        state.in_a_fork(lambda answers=answers: _points(master.cells, answers, state))
        for answers in students
    ]


def _points(cells, answers, state):
    points = {}
    for cell in cells:
        if cell.kind == "question":
            points[cell.id] = None if answers[cell.id] else 0.0
        elif cell.kind in ("code", "exercise"):
            state.error_of(answers.get(cell.id, cell.source))
        elif cell.kind == "check":
            points[cell.id] = 0.0 if state.error_of(cell.source) else cell.points
    return points
