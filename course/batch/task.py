"""The function that workers run."""

import json

from course.errors import CourseError
from course.grading import Result, grade
from course.sandbox.availability import SandboxUnavailableError


def grade_bytes(submission, master, budget, unsafe=False):
    """Grade the bytes of a submitted file.

    Parameters
    ----------
    submission : bytes
    master : dict
    budget : course.sandbox.limits.Limits
    unsafe : bool
        Do not confine student code.

    Returns
    -------
    course.grading.Result
        Always: what cannot be graded is quarantined with the reason.

    Raises
    ------
    CourseError
        If this machine cannot confine student code and `unsafe` is not given.
    """
    try:
        notebook = json.loads(submission.decode("utf-8-sig"))
        return grade(notebook, master, budget, unsafe)
    except SandboxUnavailableError as error:  # no submission's fault
        raise CourseError(str(error)) from error
    except (ValueError, RecursionError) as error:
        return Result("quarantined", reason=f"not a notebook: {error}")
    except Exception as error:
        # The batch goes on: one submission's trouble is that submission's reason.
        return Result("quarantined", reason=f"grading failed: {type(error).__name__}: {error}")
