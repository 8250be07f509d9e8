"""Runs inside the student's kernel, once, before any student code: keeps watch to its end.

An audit hook cannot be removed, and nobody reaches what it keeps for itself. It refuses student code what
would let it read or rewrite the grader's part of the process, and remembers that it was tried; libraries
go on as usual. It hands out the guards of checks, and signs what they report.
"""

from _thread import get_ident
from hashlib import blake2b
from os import urandom
from sys import _current_frames, _getframe, addaudithook

from course.grading.duties import GUARD, LOOK, NOTE, REPORT
from course.grading.origin import is_below, is_librarys, is_passed_off, is_students

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
    "marshal.loads": "loads code from bytes",
    "code.__new__": "passes its code off as a library's",
    "compile": "passes its code off as a library's",
}
# What no library needs to do in the name of student code.
BY_NOBODY = ("sys._current_frames", "sys.addaudithook", "gc.get_objects", "gc.get_referrers")
ATTRIBUTES = {
    "object.__getattr__": ("tb_frame", "gi_frame", "cr_frame", "ag_frame"),
    "object.__setattr__": ("__code__", "__defaults__", "__kwdefaults__"),
}
ANSWERED = frozenset((GUARD, LOOK, NOTE, REPORT, *REFUSED))
MOST = 20


def keep_watch(shell, text):
    """Install the hook.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    text : str
        Of `course.grading.reading` and `course.grading.guard`.

    Returns
    -------
    str
        The key that it signs with; to be told to the grader and then forgotten.
    """
    key, asking, on_duty = urandom(32), set(), set()
    watch = Watch(shell, text, key)
    duties = {GUARD: watch.begin, LOOK: watch.look, NOTE: watch.note, REPORT: watch.report}

    def hook(event, arguments):
        if event not in ANSWERED or get_ident() in asking:
            return
        if event in ATTRIBUTES and arguments[1] not in ATTRIBUTES[event]:
            return
        asking.add(get_ident())
        try:  # nothing in here runs code of the student's
            frame = _getframe(1)
        finally:
            asking.discard(get_ident())
        if event in duties and get_ident() in on_duty:
            watch.remember("student code used the guard of a check")
        elif event in duties:
            on_duty.add(get_ident())
            try:
                duties[event](frame, *arguments)
            finally:
                on_duty.discard(get_ident())
        elif is_refused(event, arguments, frame):
            watch.remember(f"student code {REFUSED[event]}")
            raise RuntimeError(
                f"This {REFUSED[event]}, which is not allowed while a notebook is graded."
            )

    def is_refused(event, arguments, frame):
        if event == "compile":
            return is_passed_off(*arguments[:2])
        if get_ident() in on_duty:  # and nothing of the student's has to do with that
            return is_below(frame, hook.__code__)
        if event in BY_NOBODY:
            return is_below(frame)
        if event == "code.__new__" and not is_librarys(arguments[1]):
            return False
        return is_students(frame)

    addaudithook(hook)
    return key.hex()


class Watch:
    """What the hook knows and does.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    text : str
        Of `course.grading.reading` and `course.grading.guard`.
    key : bytes
        What it signs with.
    """

    def __init__(self, shell, text, key):
        self.shell, self.key, self.run_code = shell, key, type(shell).run_code.__code__
        code = compile(text, "<course>", "exec")
        # One that nobody else sees, and one that the guards of checks live in.
        self.own, self.shown = _names(), _names()
        exec(code, self.own)
        exec(code, self.shown)
        kind = self.shown["Guard"]
        self.look_code, self.report_code = kind.look.__code__, kind.report.__code__
        self.untouched = self._contents()
        self.before = self.own["read"](shell)
        self.glanced, self.kept, self.clean = None, [], {}
        self.seen, self.checks = [], {}

    def begin(self, frame, box, name, mime, secret, *needed):
        """Hand out the guard of a check to the cell that asks for it, and will call it by a name."""
        back = frame.f_back
        if (
            secret in self.checks
            or back is None
            or back.f_code is not self.run_code
            or is_below(back)
        ):
            self.remember("student code asked for the guard of a check")
        guard = self.shown["Guard"](self.shell, mime, secret, *needed)
        self.checks[secret] = Check(back and back.f_back, guard, frame.f_globals, name)
        self._see(self.checks[secret])
        box.append(guard)

    def look(self, frame, secret):
        """Note what was exchanged since the check's last statement."""
        check = self._check(frame, self.look_code, secret)
        check.looks += 1
        self._see(check)

    def note(self, frame, secret, sentence):
        """Note what a guard has found."""
        if secret in self.checks:
            self.checks[secret].note(f"{sentence}")
        else:
            self.remember("student code used the guard of a check")

    def report(self, frame, box, secret, modules):
        """Put into the box what a check has to say at its end, signed."""
        check = self._check(frame, self.report_code, secret)
        self._see(check)
        found = self.own["foreign"](self.shell, modules, self.clean)
        noted = [*self.seen, *check.noted, *found, *self._threads()]
        signature = sign(self.key, secret, check.looks, noted)
        box.append({"secret": secret, "looks": check.looks, "noted": noted, "signature": signature})

    def _check(self, frame, code, secret):
        """Return the check whose guard asks, on behalf of the check's cell and of nobody else."""
        check = self.checks.get(secret)
        cell = frame.f_back
        place = cell and cell.f_back and cell.f_back.f_back
        if check is None or frame.f_code is not code or place is not check.place:
            self.remember("student code used the guard of a check")
        elif check.names.get(check.name) is not check.guard:
            self.remember("the guard of a check was exchanged")
        return check or Check()

    def remember(self, sentence):
        """Keep something that every report from now on will say."""
        if sentence not in self.seen:
            self.seen.append(sentence)

    def _see(self, check):
        """Note for a check what is not as it was before any student code."""
        if self._contents() != self.untouched or check.contents() != check.untouched:
            self.remember("the guard of a check was rewritten")
        now = self.own["glance"](self.shell)
        if now in (self.glanced, check.glanced):
            return
        changed = self.own["read"](self.shell)
        if changed == self.before:
            self.glanced = now
            # A number that stands for one of these objects is then never given to another.
            self.kept = [dict(values) for _, values in self.own["static"](self.shell)]
        check.glanced = now
        for name in sorted(self.before.keys() | changed.keys()):
            if self.before.get(name) != changed.get(name):
                check.note(f"{name} was replaced")

    def _contents(self):
        """Return numbers for all that the guards of checks are made of."""
        shown, kind = self.shown, self.shown["Guard"]
        parts = (shown, shown["__builtins__"], vars(kind))
        return [tuple(map(object.__hash__, part.values())) for part in parts]

    def _threads(self):
        """Yield a sentence for a thread that runs student code."""
        for number, frame in _current_frames().items():
            while number != get_ident() and frame is not None:
                if not is_librarys(frame.f_code.co_filename):
                    yield "a thread of student code is still running"
                    return
                frame = frame.f_back


class Check:
    """A check that has begun: the frame that runs its cell, its guard, and what was noted."""

    def __init__(self, place=None, guard=None, names=None, name=""):
        self.place, self.guard = place, guard
        self.names, self.name = names, name  # where the cell finds its guard
        self.looks, self.noted, self.glanced = 0, [], None
        self.untouched = self.contents()

    def note(self, sentence):
        """Keep something that this check's report will say."""
        if sentence not in self.noted and len(self.noted) < MOST:
            self.noted.append(sentence)

    def contents(self):
        """Return numbers for what the guard is and holds."""
        if self.guard is None:
            return ()
        held = (*vars(self.guard).values(), *vars(self.guard.names).values())
        return tuple(map(object.__hash__, (type(self.guard), *held)))


def _names():
    """Return a namespace in which builtins mean what they mean now."""
    own = globals()["__builtins__"]
    return {"__name__": "course", "__builtins__": dict(own if isinstance(own, dict) else vars(own))}


def sign(key, secret, looks, noted):
    """Return the signature under a report, which nobody can make without the key."""
    return blake2b(ascii([secret, looks, noted]).encode(), key=key).hexdigest()
