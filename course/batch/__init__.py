"""Grading a class: many submissions, many workers, one writer.

``plan``      what there is to do; what the journal already knows is not done again
``crew``      who does it: an executor and its size
``local``     processes of this machine, as many as ``memory`` has room for
``cluster``   a Dask cluster
``task``      what a worker runs
``dispatch``  gives out submissions and survives the death of workers
``batch``     plan, dispatch, journal, record
``regrade``   the same, with a person's approval before anything is written
``progress``  what a person sees meanwhile
"""

from course.batch.batch import Outcome, grade_class
from course.batch.cluster import cluster_workers
from course.batch.crew import Crew
from course.batch.local import local_workers
from course.batch.plan import Job
from course.batch.regrade import Change, regrade_class
from course.batch.task import grade_bytes

__all__ = [
    "Change",
    "Crew",
    "Job",
    "Outcome",
    "cluster_workers",
    "grade_bytes",
    "grade_class",
    "local_workers",
    "regrade_class",
]
