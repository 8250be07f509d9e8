"""Where a notebook runs, on which device, from which seed; and a quiet start of TensorFlow."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import tempfile
from pathlib import Path

from helpers import devices

_LOG = "neuron-to-nas-tensorflow.log"


def start(seed=0):
    """Import TensorFlow and Keras without their noise, and fix all random numbers.

    To be called before `import keras`. What the libraries write past Python while they load
    (processor features, missing GPU drivers) goes into a file; Python's warnings, and everything
    that comes later, is shown as always. On a GPU, TensorFlow takes memory as it needs it instead
    of all at once, and multiplies in full single precision instead of TF32. Calling it again only
    sets the seed again.

    Parameters
    ----------
    seed : int
        For `random`, NumPy, TensorFlow and Keras.

    Raises
    ------
    ImportError
        If TensorFlow or Keras cannot be imported; the message says where their output is kept.
    """
    _make_ready()
    _seed_all(seed)


@functools.cache
def load():
    """Import TensorFlow and Keras as `start` does; without a GPU, the process can still be forked.

    Returns
    -------
    module
        TensorFlow.

    Raises
    ------
    ImportError
        As `start`.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")  # 0 would tell of every processor feature
    devices.before_import()
    with _native_messages_in_a_file() as log:
        try:
            import keras  # noqa: F401
            import tensorflow
        except Exception as error:
            raise ImportError(_failure(error, log)) from error
        if devices.arrange(tensorflow):  # noisy as well, the first time
            _let_a_gpu_speak(tensorflow)
    return tensorflow


def seed(n):
    """Fix the random numbers of `random`, NumPy, TensorFlow and Keras (`n` from 0 to 2**32 - 1)."""
    _make_ready()
    _seed_all(n)


def where():
    """Return where this runs: ``"colab"``, ``"ci"``, ``"lab"`` (any Jupyter) or ``"terminal"``."""
    if "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules:
        return "colab"
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        return "ci"
    return "lab" if _in_a_kernel() else "terminal"


def device():
    """Return a few words on what computes: ``"CPU, 2 cores"``, or the name of the GPU."""
    tensorflow = load()
    gpus = tensorflow.config.list_physical_devices("GPU")
    if not gpus:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return f"CPU, {cores} core{'s' if cores > 1 else ''}"
    details = [tensorflow.config.experimental.get_device_details(gpu) for gpu in gpus]
    return "GPU: " + ", ".join(detail.get("device_name", "unnamed") for detail in details)


def _seed_all(n):
    import keras

    keras.utils.set_random_seed(n)


def _in_a_kernel():
    if "ipykernel" not in sys.modules:  # so there is no need to import IPython
        return False
    from IPython import get_ipython

    return hasattr(get_ipython(), "kernel")


@functools.cache
def _make_ready():
    tensorflow = load()
    with _native_messages_in_a_file():
        _let_sessions_speak(tensorflow)


def _let_a_gpu_speak(tensorflow):
    """Compile and compute once: what the GPU and its compiler have to say, they say at the first."""
    with contextlib.suppress(Exception):  # what cannot compile says so where something is trained
        tensorflow.function(lambda: tensorflow.zeros(1) + 1, jit_compile=True)()


def _let_sessions_speak(tensorflow):
    """Run a session of TensorFlow 1: the first of a process notes an MLIR pass at any log level."""
    v1 = tensorflow.compat.v1
    options = v1.ConfigProto(device_count={"GPU": 0})
    with tensorflow.Graph().as_default(), v1.Session(config=options) as session:
        session.run(tensorflow.constant(0))


def _failure(error, log):
    """Return what to tell when the import fails, and keep the messages for it."""
    log.seek(0)
    kept = Path(tempfile.gettempdir(), _LOG)
    with contextlib.suppress(OSError):  # a full or read-only disk must not hide the error
        kept.write_bytes(log.read())
    return (
        f"TensorFlow or Keras could not be imported ({type(error).__name__}: {error}). "
        f"What they said is in {kept}. Restart the kernel; if that does not help, install the "
        "course's packages again."
    )


@contextlib.contextmanager
def _native_messages_in_a_file():
    """Send what C++ code writes to file descriptor 2 into a file, and Python's stderr nowhere else.

    A kernel's `sys.stderr` does not write to the descriptor. A terminal's does, so a stream of its
    own takes its place; it stays open, because libraries keep the `sys.stderr` of their import.
    """
    with tempfile.TemporaryFile() as log, contextlib.ExitStack() as undo:
        try:
            before = os.dup(2)
        except OSError:  # no standard error at all, as in some services
            yield log
            return
        undo.callback(os.close, before)
        if _writes_to_descriptor_2(sys.stderr):
            sys.stderr.flush()
            spoken = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
            undo.enter_context(contextlib.redirect_stderr(spoken))
        os.dup2(log.fileno(), 2)
        undo.callback(os.dup2, before, 2)
        yield log


def _writes_to_descriptor_2(stream):
    try:
        return stream.fileno() == 2
    except (AttributeError, OSError, ValueError):  # a kernel's stream, or none
        return False
