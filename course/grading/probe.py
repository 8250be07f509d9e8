"""Runs inside the student's kernel: what a check could be deceived by, as it is right now.

The grader sends this file's text with every check, so nothing of it stays behind in the kernel. The
first reading, before any student code, is what later readings are compared with. A reading is plain
data: names, and numbers that stand for objects.
"""


def _read_probe(shell, results, modules):
    """Return a reading.

    Parameters
    ----------
    shell : IPython's InteractiveShell
    results : list of str
        Names that the check assigned.
    modules : list of str
        Names of modules that the check uses.

    Returns
    -------
    dict
        ``objects``: an identity for each function that checks stand on, by name;
        ``foreign``: sentences on what student code has put where it does not belong.
    """
    import builtins
    import math
    import operator
    import sys
    import threading
    import types

    import numpy

    namespace = shell.user_ns
    deciders = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__bool__", "__array__"}
    deciders |= {"__array_ufunc__", "__array_function__", "__instancecheck__", "__getattribute__"}

    def is_students(value):
        code = getattr(value, "__code__", None)
        return "ipykernel_" in getattr(code, "co_filename", "") or is_students_class(type(value))

    def is_students_class(kind):
        codes = [getattr(value, "__code__", None) for value in vars(kind).values()]
        names = [code.co_filename for code in codes if isinstance(code, types.CodeType)]
        return kind.__module__ == "__main__" or any("ipykernel_" in name for name in names)

    def identity(value):
        inner = getattr(value, "_implementation", value)  # NumPy's functions are dispatchers
        code = getattr(inner, "__code__", None)
        return [
            id(value),
            id(inner),
            id(code),
            id(getattr(inner, "__defaults__", None)) if code else 0,
        ]

    def watched():
        for place in (builtins, math, operator, numpy, numpy.testing, numpy.linalg):
            for name, value in list(vars(place).items()):
                # ipykernel itself exchanges `input` for every cell.
                if callable(value) and not name.startswith("_") and name != "input":
                    yield f"{place.__name__}.{name}", identity(value)
        kernel = getattr(shell, "kernel", None)
        for owner in (shell, kernel, getattr(kernel, "session", None)):
            for kind in type(owner).__mro__:
                if kind.__module__.startswith(("IPython", "ipykernel", "jupyter_client")):
                    for name, value in list(vars(kind).items()):
                        if isinstance(value, types.FunctionType):
                            yield f"{kind.__module__}.{kind.__name__}.{name}", identity(value)
            for name, value in list(vars(owner).items()) if owner else ():
                if isinstance(value, types.FunctionType | types.MethodType):
                    yield (
                        f"{type(owner).__name__}().{name}",
                        identity(getattr(value, "__func__", value)),
                    )
        for name in ("input_transformers_cleanup", "input_transformers_post", "ast_transformers"):
            hooks = [id(getattr(hook, "__func__", hook)) for hook in getattr(shell, name, [])]
            yield f"IPython's {name}", hooks
        manager = shell.input_transformer_manager
        for name in ("cleanup_transforms", "line_transforms", "token_transformers"):
            yield (
                f"IPython's {name}",
                [id(getattr(hook, "__func__", hook)) for hook in getattr(manager, name)],
            )
        for name in ("gettrace", "getprofile"):
            yield f"sys.{name}()", id(getattr(sys, name)())
        yield "sys.displayhook", id(sys.displayhook)
        yield (
            "IPython's exception handler",
            [id(getattr(shell.CustomTB, "__func__", shell.CustomTB))],
        )

    def foreign():
        for event, callbacks in shell.events.callbacks.items():
            if any(is_students(callback) for callback in callbacks):
                yield f"student code listens to IPython's event {event}"
        frames = sys._current_frames()
        for thread in threading.enumerate():
            frame = frames.get(thread.ident)
            while thread is not threading.current_thread() and frame is not None:
                if "ipykernel_" in frame.f_code.co_filename:
                    yield f"a thread of student code is still running ({thread.name})"
                    break
                frame = frame.f_back
        used = [m for name, m in list(sys.modules.items()) if name.split(".")[0] == "helpers"]
        used += [sys.modules[name] for name in modules if name in sys.modules]
        for module in used:
            for name, value in (
                list(vars(module).items()) if isinstance(module, types.ModuleType) else ()
            ):
                if isinstance(value, types.FunctionType) and is_students(value):
                    yield f"{module.__name__}.{name} was replaced by student code"
        for name in results:
            if name in namespace and decides_itself(namespace[name], 3):
                yield f"`{name}`, which a check compares, decides itself what it equals"

    def decides_itself(value, depth):
        kind = type(value)
        own = {name for base in kind.__mro__ if is_students_class(base) for name in vars(base)}
        if own & deciders:
            return True
        inside = value.values() if kind is dict else value if kind in (list, tuple, set) else ()
        return depth > 0 and any(decides_itself(part, depth - 1) for part in list(inside)[:100])

    return {"objects": dict(watched()), "foreign": sorted(set(foreign()))}
