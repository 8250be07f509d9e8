"""Runs inside the student's kernel, once, before any student code: keeps watch to its end.

An audit hook cannot be removed. It refuses student code what would let it read or rewrite the grader's
part of the process, and remembers that it was tried; libraries go on as usual.
"""

import ctypes
import functools
import inspect
import sys
import threading
import traceback

REFUSED = {
    "sys._getframe": "looks into the frames of its callers",
    "sys._current_frames": "looks into the frames of its callers",
    "object.__getattr__": "looks into the frames of its callers",
    "object.__setattr__": "rewrites functions",
    "gc.get_objects": "searches memory for objects",
    "gc.get_referrers": "searches memory for objects",
    "gc.get_referents": "searches memory for objects",
    "sys.settrace": "traces calls",
    "sys.setprofile": "traces calls",
    "sys.monitoring.register_callback": "traces calls",
    "sys.addaudithook": "installs an audit hook",
    "ctypes.dlopen": "calls C functions",
    "ctypes.dlsym": "calls C functions",
    "ctypes.cdata": "rewrites memory",
    "ctypes.cdata/buffer": "rewrites memory",
    "ctypes.string_at": "reads memory",
}
ATTRIBUTES = {
    "object.__getattr__": ("tb_frame", "gi_frame", "cr_frame", "ag_frame"),
    "object.__setattr__": ("__code__", "__defaults__", "__kwdefaults__"),
}
GUARD, SEEN = "neuron-to-nas.guard", "neuron-to-nas.seen"
ANSWERED = frozenset((GUARD, SEEN, *REFUSED))
# What these do, they do in the name of their caller.
THROUGH = {
    inspect.__file__: None,
    ctypes.__file__: None,
    traceback.__file__: ("walk_tb", "walk_stack"),
}


def keep_watch(shell, text):
    """Install the hook; it hands out what no student code can have exchanged.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    text : str
        Of `course.grading.guard`, run anew for each check.
    """
    seen, busy, get_ident = ["watched"], set(), threading.get_ident
    code, first = compile(text, "<course>", "exec"), {"__name__": "course"}
    exec(code, first)
    before, glanced, kept = first["read"](shell), None, []

    def take_a_glance():
        """Glance again; only where that differs is it worth reading all, and only once."""
        nonlocal glanced
        now = first["glance"](shell)
        if now != glanced and first["read"](shell) == before:
            glanced = now
            # A number that stands for one of these objects is then never given to another.
            kept[:] = [dict(values) for _, values in first["static"](shell)]

    def hook(event, arguments):
        if event not in ANSWERED or get_ident() in busy:
            return
        if event in ATTRIBUTES and arguments[1] not in ATTRIBUTES[event]:
            return
        busy.add(get_ident())
        try:
            if event == GUARD:
                take_a_glance()
                space = {"__name__": "course"}
                exec(code, space)
                arguments[0].append(functools.partial(space["Guard"], shell, dict(before), glanced))
            elif event == SEEN:
                arguments[0].extend([*seen, *threads()] if kept else [])
            if event not in REFUSED or not is_students(sys._getframe(1)):
                return
            what = REFUSED[event]
            if f"student code {what}" not in seen:
                seen.append(f"student code {what}")
        finally:
            busy.discard(get_ident())
        raise RuntimeError(f"This {what}, which is not allowed while a notebook is graded.")

    def threads():
        for number, frame in sys._current_frames().items():
            while number != get_ident() and frame is not None:
                if is_students_file(frame):
                    yield "a thread of student code is still running"
                    return
                frame = frame.f_back

    def is_students(frame):
        while frame is not None and frame.f_code.co_filename in THROUGH:
            names = THROUGH[frame.f_code.co_filename]
            if names and frame.f_code.co_name not in names:
                break
            frame = frame.f_back
        return frame is not None and is_students_file(frame)

    def is_students_file(frame):
        return "ipykernel_" in frame.f_code.co_filename or frame.f_code.co_filename == "<string>"

    take_a_glance()
    sys.addaudithook(hook)
