"""JupyterLab for the course, with kernels that start at once.

``work``    a student's own copies of the units, which no update overwrites
``home``    a place for settings, also where the home folder cannot be written
``server``  JupyterLab itself, in this process
"""

from course.lab.server import open_lab
from course.lab.work import prepare_work

__all__ = ["open_lab", "prepare_work"]
