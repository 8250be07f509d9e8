"""Feedback: what a student reads about a graded submission.

``redact``    the graded notebook without hidden tests, rubrics and tracebacks of checks
``harmless``  no script of a student's runs in it
``page``      the page, through nbgrader's own template
"""

from course.feedback.page import write_feedback

__all__ = ["write_feedback"]
