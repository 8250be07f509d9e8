"""Where a notebook runs, on which device, and from which random start."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile


def start(seed=0):
    import_tensorflow()
    globals()["seed"](seed)


def seed(n):
    import keras

    keras.utils.set_random_seed(n)


def where():
    if "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ:
        return "colab"
    if os.environ.get("CI"):
        return "ci"
    return "lab" if "ipykernel" in sys.modules else "terminal"


def device():
    tf = import_tensorflow()
    for gpu in tf.config.list_physical_devices("GPU"):
        return tf.config.experimental.get_device_details(gpu).get("device_name", "GPU")
    return f"CPU, {os.cpu_count()} cores"


def import_tensorflow():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    with _native_stderr_in_a_file():
        import keras  # noqa: F401
        import tensorflow as tf

        for gpu in tf.config.list_physical_devices("GPU"):
            with contextlib.suppress(RuntimeError):
                tf.config.experimental.set_memory_growth(gpu, True)
    return tf


@contextlib.contextmanager
def _native_stderr_in_a_file():
    with tempfile.TemporaryFile() as log:
        before = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(before, 2)
            os.close(before)
