"""Grades for other systems.

``table``        rows of a file, and sentences about what is not in it
``safe``         texts that no spreadsheet takes for a formula
``identifiers``  by what a platform finds a student
``canvas``       Canvas's grade import
``moodle``       Moodle's grade import
``stock``        nbgrader's own CSV
"""

from course.exports.canvas import canvas_table
from course.exports.moodle import moodle_table
from course.exports.stock import stock_table
from course.exports.table import Table

FORMATS = {"canvas": canvas_table, "moodle": moodle_table, "nbgrader": stock_table}

__all__ = ["FORMATS", "Table"]
