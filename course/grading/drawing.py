"""Runs inside the student's kernel, once, before any student code: draws figures for the notebook alone."""

import sys


def draw_for_the_notebook_alone():
    """Keep pyplot from drawing each figure at a cell's end, where Matplotlib is imported already.

    It draws it on a canvas that nobody sees; for the notebook the inline backend draws it anew.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot._draw_all_if_interactive = lambda: None
