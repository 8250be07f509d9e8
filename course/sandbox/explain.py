"""Say in a sentence which limit an error comes from."""

import re
import signal

from course.sandbox.limits import Limits

_CAUSES = (
    (r"MemoryError|ResourceExhausted|bad_alloc|Errno 12\]", "memory_mb", "memory: {} MB"),
    (r"Errno 27\]", "file_mb", "the size of one file: {} MB"),
    (r"Errno 28\]", "scratch_mb", "all files together: {} MB"),
    (r"Errno 11\]|can't start new thread", "processes", "processes and threads at once: {}"),
)
_SHARED_MEMORY = (
    "The sandbox has no shared memory without a file; multiprocessing.shared_memory works."
)


def explain_error(name: str, value: str, limits: Limits) -> str:
    """Return a sentence on the limit behind a Python exception, or "" if none seems to be."""
    if "Errno 38]" in value:
        return _SHARED_MEMORY
    for pattern, limit, text in _CAUSES:
        if re.search(pattern, f"{name}: {value}"):
            return f"A notebook's limit on {text.format(getattr(limits, limit))}, was reached."
    return ""


def explain_death(code: int | None, reason: str) -> str:
    """Return a sentence on the end of a kernel, from its exit code and the sandbox's reason."""
    if reason:
        return reason
    if code is None:
        return "The kernel stopped answering while this cell ran."
    if code < 0:
        return f"The kernel was ended by {signal.Signals(-code).name} while this cell ran."
    return f"The kernel ended itself, with exit code {code}, while this cell ran."
