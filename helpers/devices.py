"""How TensorFlow computes: on a GPU with all digits and no more memory than it needs."""

import contextlib
import os


def before_import():
    """Let TensorFlow take a GPU's memory bit by bit; processes started from here do so as well."""
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")


def arrange(tensorflow):
    """Set what must be set before TensorFlow computes; where it has already, leave it as it is.

    Parameters
    ----------
    tensorflow : module
        The imported library.

    Returns
    -------
    bool
        Whether there is a GPU.
    """
    config = tensorflow.config
    if config.list_physical_devices("GPU"):
        # TF32 is wrong from the fourth digit on: checks would refuse what is right.
        config.experimental.enable_tensor_float_32_execution(False)
        return True
    with contextlib.suppress(RuntimeError):
        # The operations of small networks are shorter than handing them to another thread.
        # A large one, a convolution say, still divides its work among all cores.
        config.threading.set_inter_op_parallelism_threads(1)
    return False
