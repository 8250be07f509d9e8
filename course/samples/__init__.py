"""A sample class: submissions made from a master, with the score that each deserves.

``answers``   the kinds of student, and what each writes
``deserved``  the score, found without the grader
``write``     puts the class into a folder, as it would arrive

And a class that is graded already, for what comes after grading:

``graded``       marks and journal, made up without a kernel
``handwriting``  one answer as different people would write it
``rows``         the database's rows of a whole class at once
"""

from course.samples.answers import KINDS, sample_answers
from course.samples.deserved import deserved_points
from course.samples.write import write_class

__all__ = ["KINDS", "deserved_points", "sample_answers", "write_class"]
