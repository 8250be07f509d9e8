"""Grading: a submission and its master in, a result out; no database, no shared file.

``result``      what grading one submission yields
``identity``    which cell of a submission is which cell of the master
``align``       the notebook to run: the student's answers, the master's checks
``instrument``  checks that prove their run, and canaries that must fail
``rewrite``     names and comparisons of a check, guarded
``guard``       what a check relies on, from inside the kernel
``watch``       what student code may not even try, from inside the kernel; signs the reports
``duties``      what the guard asks of the watch
``origin``      whose code it is that runs there
``reading``     what a check could be deceived by there
``compiling``   how TensorFlow runs there, from inside the kernel
``drawing``     how Matplotlib draws there
``run``         runs the notebook in the sandbox and remembers how each cell ended
``evidence``    what the reports say: honest, or bent
``score``       points and reasons
``grade``       all of it in a row
"""

from course.grading.grade import grade
from course.grading.result import CheckScore, Result

__all__ = ["CheckScore", "Result", "grade"]
