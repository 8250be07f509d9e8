"""Grading a class: many submissions, many workers, one writer.

``plan``      what there is to do; what the journal already knows is not done again
``workers``   local processes that grade
``progress``  what a person sees meanwhile
``batch``     puts them together
"""

from course.batch.batch import Outcome, grade_class
from course.batch.plan import Job, plan
from course.batch.workers import local_workers

__all__ = ["Job", "Outcome", "grade_class", "local_workers", "plan"]
