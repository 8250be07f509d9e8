"""Grade one submission: align, run, score."""

import json

import nbformat

from course.grading.align import Unplaceable, align
from course.grading.result import Result
from course.grading.run import run
from course.grading.score import score


def grade(submission, master, budget):
    """Grade one submission.

    A pure function of its arguments: it touches no database and no shared file, so it runs on
    any `concurrent.futures.Executor`.

    Parameters
    ----------
    submission, master : dict
        Parsed JSON of the student's notebook and of the unit's solution.
    budget : Budget

    Returns
    -------
    Result
    """
    try:
        notebook, repairs = align(submission, master)
    except Unplaceable as error:
        return Result("quarantined", reason=f"{error}")
    endings, seconds = run(notebook, budget)
    return Result(
        status="graded",
        scores=score(notebook, endings),
        repairs=tuple(repairs),
        notebook=json.loads(nbformat.writes(notebook)),
        seconds=round(seconds, 3),
    )
