"""Runs inside the student's kernel, for one check: gives it honest names and looks at what it compares.

The grader sends this text, after that of `course.grading.reading`, with every check, and runs both in
a namespace of their own: a student's variable called `list` or `id` is not theirs.
"""

import builtins
import dataclasses
import sys
import types

import numpy

from course.grading.reading import foreign, glance, is_students_code, read


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
DATA = (str, int, float, complex, bytes, list, tuple, dict, set, frozenset, numpy.ndarray)
# By number: a class with a metaclass of its own can claim to be in any set of classes.
DATA_IDS = frozenset(map(id, DATA))
PLAIN = frozenset(
    map(id, (*DATA[:5], bool, type(None), types.FunctionType, types.BuiltinFunctionType))
)
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
DEEPEST, WIDEST, MOST = 3, 100, 20


class Guard:
    """What a check relies on.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    before : dict
        A reading from before any student code ran.
    glanced : tuple
        A glance from when all was still as in that reading.
    mime, secret : str
        How to report.
    imports : dict of str to str
        Import statements by the name that the check uses.
    names : list of str
        The builtins that the check uses.
    asked : dict of str to list of str
        The classes that the unit defines, with their special methods: students write those.
    """

    def __init__(self, shell, before, glanced, mime, secret, imports, names, asked):
        self._shell, self._mime, self._secret, self._asked = shell, mime, secret, asked
        found = {name: getattr(builtins, name) for name in names}
        for name, statement in imports.items():
            space = {}
            exec(statement, space)
            found[name] = space[name]
        self.names = types.SimpleNamespace(**found)
        self._modules = [statement.split()[1] for statement in imports.values()]
        self._before, self._glanced = before, glanced
        self._foreign = []

    def plain(self, value):
        """Return the value; note it if it decides itself what it equals."""
        if id(type(value)) not in PLAIN:
            self._judge(value, COMPARES | COUNTS, DEEPEST)
        return value

    def number(self, value):
        """Return an operand; a class that the unit asks for may well have arithmetic."""
        if id(type(value)) not in PLAIN and type(value).__name__ not in self._asked:
            self._judge(value, COMPARES | COUNTS, DEEPEST)
        return value

    def kind(self, value):
        """Return what only its kind is asked of; note it if it denies that."""
        if id(type(value)) not in PLAIN:
            self._judge(value, IS_A, 0)
        return value

    def look(self):
        """Note what was exchanged: student code runs inside a check as well, and may tidy up."""
        now = glance(self._shell)
        if now != self._glanced:
            self._glanced, changed = now, read(self._shell)
            for name in sorted(self._before.keys() | changed.keys()):
                if self._before.get(name) != changed.get(name) and len(self._foreign) < MOST:
                    self._note(f"{name} was replaced")

    def report(self):
        """Send the proof that the check ran to its end, and what was noted."""
        self.look()
        noted = [*self._foreign, *foreign(self._shell, self._modules)]
        self._shell.display_pub.publish({self._mime: {"secret": self._secret, "noted": noted}})

    def _judge(self, value, deciders, depth):
        kind = type(value)
        if id(kind) in PLAIN or self._decides(kind, deciders):
            return
        inside = ()
        if issubclass(kind, dict):
            inside = [*dict.keys(value), *dict.values(value)]
        elif issubclass(kind, (list, tuple, set, frozenset)):
            inside = list(value)
        elif issubclass(kind, numpy.ndarray) and value.dtype == object:
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
        asked = self._asked.get(kind.__name__)
        if asked is not None:
            own &= COMPARES - set(asked)
        if own:
            self._note(
                f"a value of class {kind.__name__} ({kind.__module__}), which a check compares, "
                f"decides itself what it equals: {', '.join(sorted(own))}"
            )
        return bool(own)

    def _note(self, sentence):
        if sentence not in self._foreign:
            self._foreign.append(sentence)


def _has_own_metaclass(kind):
    """Tell whether the answers of a class about itself are not to be trusted."""
    meta = type(kind)
    if meta is type:
        return False
    written = any(isinstance(value, types.FunctionType) for value in vars(meta).values())
    return type(meta) is not type or (written and not is_library(meta))


def is_library(kind):
    """Tell whether a class is what its name says, from a library that compares honestly."""
    if not kind.__flags__ & IS_HEAP_TYPE:
        return True
    module = str(kind.__module__)
    if module.split(".")[0] not in LIBRARIES or module.startswith("numpy.ma"):
        return False
    found = sys.modules.get(module)
    for part in kind.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is kind and not any(map(is_students_code, vars(kind).values()))


def _is_dull(kind, name):
    """Tell whether a special method is the one that dataclasses or Python itself write."""
    value = vars(kind)[name]
    if value is None:  # __hash__ of a class with __eq__
        return True
    if name != "__eq__" or not dataclasses.is_dataclass(kind):
        return False
    names = [field.name for field in dataclasses.fields(kind) if field.compare]
    usual = dataclasses.make_dataclass("Usual", names).__eq__.__code__
    own = getattr(value, "__code__", None)
    return own is not None and (own.co_code, own.co_names) == (usual.co_code, usual.co_names)
