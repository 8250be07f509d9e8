"""Runs inside the student's kernel: what a check could be deceived by, as it is right now.

The first reading, before any student code, is what later readings are compared with. A reading is
plain data: names, and numbers that stand for objects. To take one runs no code of the student's, and
uses nothing that student code can have exchanged since.
"""

import gc
import sys
import threading
from _signal import NSIG, getsignal
from functools import partial
from signal import Signals
from types import FunctionType, MethodType

import numpy
import numpy.testing

from course.grading.origin import is_written

PLACES = (
    "builtins",
    "math",
    "operator",
    "numpy",
    "numpy.testing",
    "numpy.testing._private.utils",
    "numpy.linalg",
    "numpy.linalg._linalg",
    "numpy._core.numeric",
    "numpy._core.fromnumeric",
    "numpy._core._methods",
    "IPython.core.getipython",
    "IPython.core.display_functions",
)
# ipykernel and IPython exchange these for every cell.
RESTLESS = {"builtins": ("input", "_")}
OF_THE_SHELL = ("IPython", "ipykernel", "jupyter_client", "traitlets", "codeop")
HOOKS = (
    "input_transformers_cleanup",
    "input_transformers_post",
    "ast_transformers",
    "custom_exceptions",
)
TRANSFORMS = ("cleanup_transforms", "line_transforms", "token_transformers")
# By number: an object can claim to be of any class.
BOUND = frozenset(map(id, (MethodType, staticmethod, classmethod)))
FUNCTION, PARTIAL, PROPERTY = map(id, (FunctionType, partial, property))
DISPATCHER = id(type(numpy.sum))
MODULES = sys.modules
audit, gettrace, getprofile = sys.audit, sys.gettrace, sys.getprofile
number = object.__hash__  # as good as `id`, which calls the audit hook for each object
bases = vars(type)["__mro__"].__get__


def read(shell):
    """Return an identity for each function that checks stand on, by name.

    Parameters
    ----------
    shell : IPython's InteractiveShell

    Returns
    -------
    dict of str to tuple of int
    """
    found = {}
    for place, values in static(shell):
        for name, value in list(_at_rest(place, values).items()):
            if callable(value) or place.startswith(OF_THE_SHELL):
                found[f"{place}.{name}"] = _ids([value, _behind(value)])
    return found | dict(_parts(shell))


def glance(shell):
    """Return what cannot stay the same if a reading changes; some hundred times as fast."""
    seen = (tuple(map(number, _at_rest(*place).values())) for place in static(shell))
    return *seen, *_parts(shell)


def _at_rest(place, values):
    """Return what is there but what changes by itself; a thread of student code may write there."""
    restless = RESTLESS.get(place)
    if not restless:
        return values
    return {name: value for name, value in list(values.items()) if name not in restless}


def _behind(value):
    """Return what one of NumPy's functions passes its arguments to."""
    return value._implementation if id(type(value)) == DISPATCHER else None


def static(shell):
    """Yield modules and classes as name and contents."""
    for place in PLACES:
        if place in MODULES:
            yield place, vars(MODULES[place])
    for kind in dict.fromkeys(kind for owner in _owners(shell) for kind in bases(type(owner))):
        if str(kind.__module__).startswith(OF_THE_SHELL):
            yield f"{kind.__module__}.{kind.__name__}", vars(kind)


def _owners(shell):
    kernel = shell.kernel
    own = (shell, shell.display_pub, shell.compile, shell.input_transformer_manager, shell.events)
    return (*own, kernel, kernel.session, kernel.iopub_socket)


def _parts(shell):
    for owner in _owners(shell):
        kind = type(owner)
        yield f"the class of IPython's {kind.__name__}", _ids([owner, *bases(kind)])
        for name, value in list(vars(owner).items()):
            if callable(value):
                yield f"{kind.__name__}().{name}", _ids([value])
    for name in HOOKS:
        yield f"IPython's {name}", _ids(getattr(shell, name))
    for name in TRANSFORMS:
        yield f"IPython's {name}", _ids(getattr(shell.input_transformer_manager, name))
    yield "IPython's exception handler", _ids([shell.CustomTB])
    yield "IPython's publishing hooks", _ids(getattr(shell.display_pub, "_hooks", ()))
    yield "sys.modules", _ids([sys.modules, *map(MODULES.get, PLACES)])
    yield "sys's hooks", _ids([sys.displayhook, gettrace(), getprofile(), sys.audit])


def _ids(values):
    # A method is made anew each time it is looked up.
    return tuple(id(value.__func__ if id(type(value)) in BOUND else value) for value in values)


def foreign(shell, modules, clean):
    """Tell, in sentences, what student code has put where it does not belong.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    modules : list of str
        Names of modules that a check uses, besides `helpers`.
    clean : dict
        What was found in order, to be looked through again only when it has changed.
    """
    found = []
    for event, callbacks in shell.events.callbacks.items():
        if any(map(is_students_code, callbacks)):
            found.append(f"student code listens to IPython's event {event}")
    if any(map(is_students_code, gc.callbacks)):
        found.append("student code listens to the garbage collector")
    for signum in range(1, NSIG):
        if is_students_code(getsignal(signum)):
            found.append(f"student code handles signal {Signals(signum).name}")
    for thread in threading.enumerate():
        if is_students_code(getattr(thread, "function", None)):
            found.append("a timer of student code is still running")
    used = [name for name in list(MODULES) if name == "helpers" or name.startswith("helpers.")]
    for name in [*used, *(name for name in modules if name in MODULES)]:
        found += _replaced(name, MODULES[name], clean)
    return found


def _replaced(name, module, clean):
    """Return, in sentences, the functions and methods of a module that student code has exchanged."""
    values = dict(getattr(module, "__dict__", {}))
    kinds = [value for value in values.values() if issubclass(type(value), type)]
    inside = [dict(vars(kind)) for kind in kinds]
    numbers = [tuple(map(number, part.values())) for part in (values, *inside)]
    if name in clean and clean[name][0] == numbers:
        return []
    found = [f"{name}.{part}" for part, value in values.items() if is_students_code(value)]
    for kind, parts in zip(kinds, inside, strict=True):
        if not is_students_code(kind):
            place = f"{name}.{kind.__name__}"
            found += [f"{place}.{part}" for part, v in parts.items() if is_students_code(v)]
    if not found:
        # Kept besides: a number that stands for an object is then never given to another.
        clean[name] = numbers, values, inside
    return [f"{place} was replaced by student code" for place in found]


def is_students_code(value):
    """Tell whether a function, method, class or instance comes from a notebook's cell."""
    kind = id(type(value))
    if kind in BOUND:
        value = value.__func__
    elif kind == PROPERTY:
        value = value.fget
    elif kind == PARTIAL:
        value = value.func
    if id(type(value)) == FUNCTION:
        return _is_students_function(value)
    kind = value if issubclass(type(value), type) else type(value)
    functions = [part for part in list(vars(kind).values()) if id(type(part)) == FUNCTION]
    return kind.__module__ == "__main__" or any(map(_is_students_function, functions))


def _is_students_function(function):
    return is_written(function.__code__) or function.__globals__.get("__name__") == "__main__"
