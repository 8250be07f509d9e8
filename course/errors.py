"""The one exception that reaches people: a message, not a traceback."""


class CourseError(Exception):
    """Something the user can mend.

    The message says what was wrong, where, and what to do next. The command
    line prints it and exits with status 2.
    """
