"""Garbage collection beside TensorFlow, whose import leaves a million objects behind."""

import gc
from contextlib import contextmanager


@contextmanager
def light_collections():
    """Hide what exists from the garbage collector for a while.

    KerasTuner collects twice a trial, and scanning what TensorFlow's import left behind would
    take it a second each time on a laptop.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
