"""Checks of the checks: the reference passes, the blank cell and every mutant fail.

``prepared``  the state in which a student meets an exercise, forked for each answer
``verdicts``  which checks each answer fails
``leaks``     nothing of the answer is where a student could find it
"""

from course.verification.leaks import leaks
from course.verification.verdicts import Verdict, unproven, verify

__all__ = ["Verdict", "leaks", "unproven", "verify"]
