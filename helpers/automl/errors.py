"""What a search raises when it cannot go on."""

import errno

from keras_tuner.errors import FatalError


class SearchError(FatalError, RuntimeError):
    """A search cannot start, go on or be continued; the message says what to do.

    As one of KerasTuner's fatal errors it stops the search, where KerasTuner would write any
    other one to stderr and try the next candidate.
    """


class TrialError(SearchError):
    """A trial failed; the error that it met is the cause (``__cause__``) of this one."""


def is_of_the_disk(error):
    """Return whether an error says that the disk is full or must not be written."""
    unwritable = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
    return isinstance(error, OSError) and error.errno in unwritable


def cannot_write(folder, error):
    """Return what to raise when the disk is full in the middle of a search."""
    return SearchError(
        f"the search could not write to {folder} ({error}); "
        "make room there, then call fit again: it goes on from here"
    )
