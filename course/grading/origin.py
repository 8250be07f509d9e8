"""Runs inside the student's kernel, first before any student code: tells whose code it is, by its file.

What lies with Python and its packages, where student code cannot write, is a library's, and what runs
before any student code is the kernel's own. All else is the student's: cells, text that was compiled,
modules that were written first.
"""

import ctypes
import inspect
import logging
import os
import sys
import traceback
from importlib.util import find_spec

from IPython.utils import frame as frames

# What these do, they do in the name of their caller.
THROUGH = {
    inspect.__file__: None,
    ctypes.__file__: None,
    traceback.__file__: ("walk_tb", "walk_stack"),
    logging.__file__: ("currentframe", "<lambda>"),
    frames.__file__: None,
}
exact = str.__str__  # a name could be of a class of the student's, and say that it is any other


def _folders():
    """Return the folders of this Python, its packages and `helpers`."""
    helpers = find_spec("helpers")
    places = [sys.base_prefix, sys.prefix, *(helpers.submodule_search_locations if helpers else ())]
    return tuple(os.path.abspath(place) + os.sep for place in places)


def _running():
    """Yield the files of all that runs just now, but for the cell that began it.

    Any text may say that it is a ``<string>``, should one have started the process.
    """
    for frame in sys._current_frames().values():
        while frame is not None:
            filename = frame.f_code.co_filename
            if filename != "<string>" and not _is_of_a_cell(filename):
                yield filename
            frame = frame.f_back


def _is_of_a_cell(filename):
    # ipykernel's own launcher has a name that begins like the folder of the cells.
    return "ipykernel_" in filename.replace("\\", "/").rpartition("/")[0]


FOLDERS, OUT = _folders(), f"{os.sep}..{os.sep}"
OWN = frozenset(_running())


def is_librarys(filename):
    """Tell whether code that says it is from this file is a library's, or the kernel's own."""
    filename = exact(filename)
    inside = filename.startswith(FOLDERS) and filename.endswith(".py") and OUT not in filename
    return inside or filename in OWN or filename.startswith("<frozen ")


def is_written(code):
    """Tell whether a function's code is from a cell, or from a module of the student's own."""
    filename = exact(code.co_filename)
    return _is_of_a_cell(filename) or (os.sep in filename and not is_librarys(filename))


def is_students(frame):
    """Tell whether a frame is of student code, or does something in its name."""
    while frame is not None and exact(frame.f_code.co_filename) in THROUGH:
        names = THROUGH[exact(frame.f_code.co_filename)]
        if names and exact(frame.f_code.co_name) not in names:
            break
        frame = frame.f_back
    return frame is not None and not is_librarys(frame.f_code.co_filename)


def is_below(frame, end=None):
    """Tell whether student code is at work in a frame or below it, down to one that runs this code."""
    while frame is not None and frame.f_code is not end:
        if not is_librarys(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


def is_passed_off(source, filename):
    """Tell whether what is compiled is something else than the library's file that it names."""
    if not isinstance(filename, str) or not is_librarys(filename):
        return False
    if isinstance(source, bytes):
        source = bytes.decode(source, "utf-8", "replace")
    if not isinstance(source, str):
        return True
    try:
        with open(filename, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        text = ""
    return exact(source).strip().splitlines() != text.strip().splitlines()
