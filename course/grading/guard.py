"""Runs inside the student's kernel, for one check: gives it honest names and looks at what it compares.

The grader sends this text, after that of `course.grading.reading`, before any student code, and runs both
in a namespace of their own: a student's variable called `list` or `id` is not theirs. Student code that a
check calls can reach the guard; `course.grading.watch`, which nobody reaches, looks after it.
"""

from dataclasses import fields, is_dataclass, make_dataclass
from types import BuiltinFunctionType, FunctionType, SimpleNamespace

from numpy import ndarray

from course.grading.duties import LOOK, NOTE, REPORT
from course.grading.reading import MODULES, audit, is_students_code


def _special(names):
    return frozenset(f"__{name}__" for name in names.split())


COMPARES = _special(
    "eq ne lt le gt ge bool float int index complex array array_ufunc array_function "
    "array_interface array_struct class instancecheck subclasscheck getattribute"
)
IS_A = _special("class instancecheck subclasscheck getattribute")
COUNTS = _special(
    "add radd sub rsub mul rmul truediv rtruediv pow rpow floordiv mod rmod matmul rmatmul "
    "neg pos abs round iadd isub and or xor invert"
)
HOLDS = _special("len iter getitem contains hash")
DATA = (str, int, float, complex, bytes, list, tuple, dict, set, frozenset, ndarray)
# By number: a class with a metaclass of its own can claim to be in any set of classes.
DATA_IDS = frozenset(map(id, DATA))
PLAIN = frozenset(map(id, (*DATA[:5], bool, type(None), FunctionType, BuiltinFunctionType)))
# Top-level packages whose classes compare honestly.
LIBRARIES = frozenset(
    (
        *("builtins", "abc", "collections", "datetime", "decimal", "enum", "fractions", "numbers"),
        *("functools", "pathlib", "types", "typing", "helpers", "numpy", "pandas", "scipy"),
        *("sklearn", "matplotlib", "tensorflow", "keras", "ml_dtypes", "optree", "wrapt"),
        *("autokeras", "keras_tuner"),
    )
)
IS_HEAP_TYPE = 1 << 9
DEEPEST, WIDEST = 3, 100
HONEST = globals()["__builtins__"]


class Guard:
    """What a check relies on.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    mime, secret : str
        How to report.
    imports : dict of str to str
        Import statements by the name that the check uses.
    names : list of str
        The builtins that the check uses.
    asked : dict of str to list of str
        The classes that the unit defines, with their special methods: students write those.
    """

    def __init__(self, shell, mime, secret, imports, names, asked):
        self._shell, self._mime, self._secret = shell, mime, secret
        self._asked = tuple(asked.items())  # which nobody can add to
        found = {name: HONEST[name] for name in names}
        for name, statement in imports.items():
            space = {}
            exec(statement, space)
            found[name] = space[name]
        self.names = SimpleNamespace(**found)
        self._modules = tuple(statement.split()[1] for statement in imports.values())

    def plain(self, value):
        """Return the value; note it if it decides itself what it equals."""
        if id(type(value)) not in PLAIN:
            self._judge(value, COMPARES | COUNTS, DEEPEST)
        return value

    def number(self, value):
        """Return an operand; a class that the unit asks for may well have arithmetic."""
        if id(type(value)) not in PLAIN and type(value).__name__ not in dict(self._asked):
            self._judge(value, COMPARES | COUNTS, DEEPEST)
        return value

    def kind(self, value):
        """Return what only its kind is asked of; note it if it denies that."""
        if id(type(value)) not in PLAIN:
            self._judge(value, IS_A, 0)
        return value

    def look(self):
        """Have it noted what was exchanged: student code runs inside a check as well."""
        audit(LOOK, self._secret)

    def report(self):
        """Send the proof that the check ran to its end, and what was noted."""
        box = []
        audit(REPORT, box, self._secret, self._modules)
        self._shell.display_pub.publish({self._mime: box[0]})

    def _judge(self, value, deciders, depth):
        kind = type(value)
        if id(kind) in PLAIN or self._decides(kind, deciders):
            return
        inside = ()
        if issubclass(kind, dict):
            inside = [*dict.keys(value), *dict.values(value)]
        elif issubclass(kind, (list, tuple, set, frozenset)):
            inside = list(value)
        elif issubclass(kind, ndarray) and value.dtype == object:
            inside = list(value.flat)
        for part in inside[:WIDEST] if depth else ():
            self._judge(part, deciders, depth - 1)

    def _decides(self, kind, deciders):
        """Tell whether a class brings its own idea of equality, and note it."""
        if id(kind) in PLAIN | DATA_IDS:
            return False
        if _has_own_metaclass(kind):
            self._note("a value that a check compares has a class with a metaclass of its own")
            return True
        if any(id(base) in DATA_IDS for base in kind.__mro__):
            deciders = deciders | HOLDS
        own = set()
        for base in kind.__mro__:
            if not is_library(base):
                own |= {name for name in deciders & set(vars(base)) if not _is_dull(base, name)}
        asked = dict(self._asked).get(kind.__name__)
        if asked is not None:
            own &= COMPARES - set(asked)
        if own:
            self._note(
                f"a value of class {kind.__name__} ({kind.__module__}), which a check compares, "
                f"decides itself what it equals: {', '.join(sorted(own))}"
            )
        return bool(own)

    def _note(self, sentence):
        audit(NOTE, self._secret, sentence)


def _has_own_metaclass(kind):
    """Tell whether the answers of a class about itself are not to be trusted."""
    meta = type(kind)
    if meta is type:
        return False
    written = any(isinstance(value, FunctionType) for value in vars(meta).values())
    return type(meta) is not type or (written and not is_library(meta))


def is_library(kind):
    """Tell whether a class is what its name says, from a library that compares honestly."""
    if not kind.__flags__ & IS_HEAP_TYPE:
        return True
    module = str(kind.__module__)
    if module.split(".")[0] not in LIBRARIES or module.startswith("numpy.ma"):
        return False
    found = MODULES.get(module)
    for part in kind.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is kind and not any(map(is_students_code, vars(kind).values()))


def _is_dull(kind, name):
    """Tell whether a special method is the one that dataclasses or Python itself write."""
    value = vars(kind)[name]
    if value is None:  # __hash__ of a class with __eq__
        return True
    if name != "__eq__" or not is_dataclass(kind):
        return False
    names = [field.name for field in fields(kind) if field.compare]
    usual = make_dataclass("Usual", names).__eq__.__code__
    own = getattr(value, "__code__", None)
    return own is not None and (own.co_code, own.co_names) == (usual.co_code, usual.co_names)
