"""The report on a class: pages that need no network, out of the grade book and the journal.

``gathered``        every submission, as plain data
``summary``         each unit in numbers
``items``           how hard each check is, and whether it tells strong from weak
``misconceptions``  which known wrong answer an answer behaves like
``tokens``          an answer without its names, comments and layout
``similar``         answers to one exercise that are more alike than chance explains
``pairs``           those of a class, put together by students
``reasons``         why points are missing, as a student may read it
``figures``         where the marks of each figure go; ``templates`` draw them
``templating``      the templates, and how numbers read in them
``page``            the instructor's page
``own_page``        a student's page
``write``           all of them, on disk
"""

from course.report.write import Report, write_report

__all__ = ["Report", "write_report"]
