import os
from pathlib import Path

import numpy as np
import pytest

from course.grading.origin import is_librarys, is_passed_off, is_written

LIBRARYS = np.__file__
TEXT = Path(LIBRARYS).read_text("utf-8")
UP = os.path.join(os.path.dirname(LIBRARYS), *[".."] * 20, "tmp", "mine.py")


class Name(str):
    """A name that says it is any other."""

    __slots__ = ()

    def startswith(self, *_):
        return True

    endswith = __eq__ = startswith
    __hash__ = str.__hash__


@pytest.mark.parametrize("filename", [LIBRARYS, os.__file__, "<frozen importlib._bootstrap>"])
def test_a_librarys_file(filename):
    assert is_librarys(filename)


@pytest.mark.parametrize(
    "filename",
    ["/tmp/ipykernel_7/8.py", "<string>", "mine.py", "/tmp/mine.py", UP, Name("mine.py"), ""],
)
def test_all_else_is_the_students(filename):
    assert not is_librarys(filename)


@pytest.mark.parametrize(
    ("source", "filename", "passed"),
    [
        (TEXT, LIBRARYS, False),
        (TEXT.replace("\n", "\r\n").encode(), LIBRARYS, False),
        (TEXT + "\nx = 1", LIBRARYS, True),
        ("x = 1", "mine.py", False),
        ("x = 1", "<frozen x>", True),
        ("", "<frozen x>", False),  # what a traceback asks for where there is no text
        (None, LIBRARYS, True),
        ("x = 1", None, False),
    ],
)
def test_what_is_passed_off_as_a_librarys(source, filename, passed):
    assert is_passed_off(source, filename) == passed


@pytest.mark.parametrize(
    ("filename", "written"),
    [
        ("/tmp/ipykernel_7/8.py", True),
        ("/home/student/mine.py", True),
        ("<string>", False),  # dataclasses write such functions for libraries
        (LIBRARYS, False),
        (os.path.join(os.path.dirname(LIBRARYS), "ipykernel_launcher.py"), False),
    ],
)
def test_where_a_function_was_written(filename, written):
    assert is_written((lambda: 0).__code__.replace(co_filename=filename)) == written
