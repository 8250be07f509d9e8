"""Grading: a submission and its master in, a result out; no database, no shared file.

``result``    what grading one submission yields
``identity``  which cell of a submission is which cell of the master
``align``     the notebook to run: the student's answers, the master's checks
``run``       runs it and remembers how each cell ended
``score``     points and reasons
``grade``     the three in a row
"""

from course.grading.grade import grade
from course.grading.result import Budget, CheckScore, Result

__all__ = ["Budget", "CheckScore", "Result", "grade"]
