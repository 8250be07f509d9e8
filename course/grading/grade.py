"""Grade one submission: align, run, score."""

import json

import nbformat

from course.grading.align import Unplaceable, align, as_notebook
from course.grading.evidence import evidence, take_reports
from course.grading.instrument import instrument
from course.grading.result import Result
from course.grading.run import run
from course.grading.score import score


def grade(submission, master, budget, unsafe=False):
    """Grade one submission.

    A pure function of its arguments: it touches no database and no shared file, so it runs on
    any `concurrent.futures.Executor`.

    Parameters
    ----------
    submission, master : dict
        Parsed JSON of the student's notebook and of the unit's solution.
    budget : course.sandbox.limits.Limits
        What the notebook may use.
    unsafe : bool
        Do not confine student code: for submissions that are trusted.

    Returns
    -------
    Result
        ``flagged`` if anything speaks for tampering; its automatic points then wait for a person.

    Raises
    ------
    course.sandbox.availability.SandboxUnavailableError
        If this machine cannot confine student code.
    """
    try:
        notebook, repairs = align(submission, master)
    except Unplaceable as error:
        return Result("quarantined", reason=f"{error}")
    watched = instrument(notebook, as_notebook(master))
    endings, seconds = run(watched.notebook, budget, unsafe)
    reports = take_reports(watched.notebook)
    found = evidence(watched, reports, endings)
    executed = _without_instruments(watched, notebook)
    return Result(
        status="flagged" if found else "graded",
        scores=score(executed, endings),
        repairs=tuple(repairs),
        evidence=tuple(found),
        notebook=json.loads(nbformat.writes(executed)),
        seconds=round(seconds, 3),
    )


def _without_instruments(watched, notebook):
    """Return the notebook with its new outputs and the checks' own sources."""
    ran = {cell.id: cell for cell in watched.notebook.cells}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = ran[cell.id].outputs, ran[cell.id].execution_count
    return notebook
