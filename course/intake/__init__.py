"""Intake: from files that arrive to ``gradebook/submitted/<student>/<unit>/<unit>.ipynb``.

``arrivals``     every file in folders, zips and zips in zips
``archives``     members of a zip that are safe to read
``lms``          file names of Canvas and Moodle
``names``        whose file and which unit, from names
``students``     well-formed ids, the class list, the student of a file
``people``       who the students are on a learning platform
``notebooks``    bytes to notebook, or the reason why not
``recognition``  the unit, from what is in a notebook
``store``        submissions and quarantine on disk
``timestamps``   nbgrader's ``timestamp.txt``
``collect``      puts them together
"""

from course.intake.collect import Collection, Quarantined, Submission, collect
from course.intake.students import read_roster

__all__ = ["Collection", "Quarantined", "Submission", "collect", "read_roster"]
