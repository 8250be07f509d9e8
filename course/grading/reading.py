"""Runs inside the student's kernel: what a check could be deceived by, as it is right now.

The first reading, before any student code, is what later readings are compared with. A reading is
plain data: names, and numbers that stand for objects.
"""

import functools
import gc
import signal
import sys
import threading
import types

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
BOUND = (types.MethodType, staticmethod, classmethod)


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
            if callable(value):
                # NumPy's functions are dispatchers.
                found[f"{place}.{name}"] = _ids([value, getattr(value, "_implementation", None)])
    return found | dict(_parts(shell))


def glance(shell):
    """Return what cannot stay the same if a reading changes; some hundred times as fast."""
    # As good a number as `id`, which calls the audit hook for each object.
    number = object.__hash__
    seen = (tuple(map(number, _at_rest(*place).values())) for place in static(shell))
    return *seen, *_parts(shell)


def _at_rest(place, values):
    """Return what is there but what changes by itself; a thread of student code may write there."""
    restless = RESTLESS.get(place)
    if not restless:
        return values
    return {name: value for name, value in list(values.items()) if name not in restless}


def static(shell):
    """Yield modules and classes as name and contents."""
    for place in PLACES:
        if place in sys.modules:
            yield place, vars(sys.modules[place])
    for kind in dict.fromkeys(kind for owner in _owners(shell) for kind in type(owner).__mro__):
        if kind.__module__.startswith(OF_THE_SHELL):
            yield f"{kind.__module__}.{kind.__name__}", vars(kind)


def _owners(shell):
    kernel = shell.kernel
    own = (shell, shell.display_pub, shell.compile, shell.input_transformer_manager, shell.events)
    return (*own, kernel, kernel.session, kernel.iopub_socket)


def _parts(shell):
    for owner in _owners(shell):
        kind = type(owner)
        yield f"the class of IPython's {kind.__name__}", _ids([owner, *kind.__mro__])
        for name, value in list(vars(owner).items()):
            if isinstance(value, types.FunctionType | types.MethodType):
                yield f"{kind.__name__}().{name}", _ids([value])
    for name in HOOKS:
        yield f"IPython's {name}", _ids(getattr(shell, name))
    for name in TRANSFORMS:
        yield f"IPython's {name}", _ids(getattr(shell.input_transformer_manager, name))
    yield "IPython's exception handler", _ids([shell.CustomTB])
    yield "IPython's publishing hooks", _ids(getattr(shell.display_pub, "_hooks", ()))
    yield "sys.modules", _ids(map(sys.modules.get, PLACES))
    yield "sys's hooks", _ids([sys.displayhook, sys.gettrace(), sys.getprofile(), sys.audit])


def _ids(values):
    # A method is made anew each time it is looked up.
    return tuple(id(getattr(value, "__func__", value)) for value in values)


def foreign(shell, modules):
    """Tell, in sentences, what student code has put where it does not belong.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    modules : list of str
        Names of modules that a check uses, besides `helpers`.
    """
    found = []
    for event, callbacks in shell.events.callbacks.items():
        if any(map(is_students_code, callbacks)):
            found.append(f"student code listens to IPython's event {event}")
    if any(map(is_students_code, gc.callbacks)):
        found.append("student code listens to the garbage collector")
    for number in signal.valid_signals():
        if is_students_code(signal.getsignal(number)):
            found.append(f"student code handles signal {signal.Signals(number).name}")
    for thread in threading.enumerate():
        if is_students_code(getattr(thread, "function", None)):
            found.append("a timer of student code is still running")
    used = [m for name, m in list(sys.modules.items()) if f"{name}.".startswith("helpers.")]
    used += [sys.modules[name] for name in modules if name in sys.modules]
    for module in used:
        found += [f"{name} was replaced by student code" for name in _replaced(module)]
    watched = []
    sys.audit("neuron-to-nas.seen", watched)
    return [*found, *(watched or ["the watch over this kernel was removed"])[1:]]


def _replaced(module):
    """Yield the functions and methods of a module that student code has exchanged."""
    for name, value in list(getattr(module, "__dict__", {}).items()):
        if is_students_code(value):
            yield f"{module.__name__}.{name}"
        elif isinstance(value, type):
            for method, function in list(vars(value).items()):
                if is_students_code(function):
                    yield f"{module.__name__}.{name}.{method}"


def is_students_code(value):
    """Tell whether a function, method, class or instance comes from a notebook's cell."""
    if isinstance(value, BOUND):
        value = value.__func__
    elif isinstance(value, property):
        value = value.fget
    elif isinstance(value, functools.partial):
        value = value.func
    if isinstance(value, types.FunctionType):
        return (
            "ipykernel_" in value.__code__.co_filename
            or value.__globals__.get("__name__") == "__main__"
        )
    kind = value if isinstance(value, type) else type(value)
    return kind.__module__ == "__main__"
