"""Where a notebook runs, on which device, from which seed; and a quiet start of TensorFlow."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import tempfile
from pathlib import Path

_LOG = "neuron-to-nas-tensorflow.log"


def start(seed=0):
    """Import TensorFlow and Keras without their noise, and fix all random numbers.

    To be called before `import keras`. What the libraries write past Python while they load
    (processor features, missing GPU drivers) goes into a file; Python's warnings, and everything
    that comes later, is shown as always. On a GPU, TensorFlow takes memory as it needs it instead
    of all at once. Calling it again only sets the seed again.

    Parameters
    ----------
    seed : int
        For `random`, NumPy, TensorFlow and Keras.

    Raises
    ------
    ImportError
        If TensorFlow or Keras cannot be imported; the message says where their output is kept.
    """
    _import_quietly()
    _seed_all(seed)


def seed(n):
    """Fix the random numbers of `random`, NumPy, TensorFlow and Keras (`n` from 0 to 2**32 - 1)."""
    _import_quietly()
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
    tensorflow = _import_quietly()
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
def _import_quietly():
    """Return the module `tensorflow`, imported along with `keras`."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")  # 0 would tell of every processor feature
    with _native_messages_in_a_file() as log:
        try:
            import keras  # noqa: F401
            import tensorflow
        except Exception as error:
            raise ImportError(_failure(error, log)) from error
        _arrange_devices(tensorflow.config)
        _let_sessions_speak(tensorflow)
    return tensorflow


def _arrange_devices(config):
    """Set what must be set before TensorFlow computes; where it has already, leave it as it is."""
    gpus = config.list_physical_devices("GPU")  # the first time as noisy as the import
    with contextlib.suppress(RuntimeError):
        for gpu in gpus:
            config.experimental.set_memory_growth(gpu, True)
        if not gpus:
            # The operations of small networks are shorter than handing them to another thread.
            # A large one, a convolution say, still divides its work among all cores.
            config.threading.set_inter_op_parallelism_threads(1)


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
