"""Checks of the checks: the reference passes, the blank cell and every mutant fail.

``prepared``  the state in which a student meets an exercise, forked for each answer
``verdicts``  which checks each answer fails
``record``    how each wrong answer fails, kept for the report
``leaks``     nothing of the answer is where a student could find it
"""

from course.verification.leaks import leaks, leaks_elsewhere, strings
from course.verification.record import read_record, write_record
from course.verification.verdicts import Verdict, unproven, verify

__all__ = [
    "Verdict",
    "leaks",
    "leaks_elsewhere",
    "read_record",
    "strings",
    "unproven",
    "verify",
    "write_record",
]
