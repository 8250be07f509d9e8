"""Silence for the lines that say nothing to a learner, and for no other."""

import logging
import os
import warnings
from contextlib import contextmanager, redirect_stdout
from io import StringIO

# Of AutoKeras's reloading; neither speaks of a fault.
_HARMLESS = (
    "The structure of `inputs` doesn't match",
    "Skipping variable loading for optimizer",
)


def before_tensorflow():
    """Hold back TensorFlow's remarks on the processor; works only before its import."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


@contextmanager
def quiet():
    """Leave out two harmless warnings of Keras and TensorFlow's remarks below an error."""
    logger = logging.getLogger("tensorflow")
    level = logger.level
    with warnings.catch_warnings():
        for beginning in _HARMLESS:
            warnings.filterwarnings("ignore", message=beginning)
        logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            logger.setLevel(level)


def without_printing(function, *args, **kwargs):
    """Return what the function returns, not what it prints (KerasTuner: where it reloads from)."""
    with redirect_stdout(StringIO()):
        return function(*args, **kwargs)
