import os
from unittest.mock import MagicMock

import numpy as np
import pytest

from helpers import devices

GROWTH = "TF_FORCE_GPU_ALLOW_GROWTH"


def machine(gpus):
    """Return a stand-in for TensorFlow on a machine with these GPUs."""
    tensorflow = MagicMock()
    tensorflow.config.list_physical_devices.return_value = gpus
    return tensorflow


def test_a_gpu_multiplies_with_all_digits():
    tensorflow = machine(["a GPU"])
    assert devices.arrange(tensorflow)
    tf32 = tensorflow.config.experimental.enable_tensor_float_32_execution
    tf32.assert_called_once_with(False)
    tensorflow.config.threading.set_inter_op_parallelism_threads.assert_not_called()


def test_without_one_small_operations_stay_on_their_thread():
    tensorflow = machine([])
    assert not devices.arrange(tensorflow)
    tensorflow.config.threading.set_inter_op_parallelism_threads.assert_called_once_with(1)


def test_after_the_first_operation_a_processor_is_left_as_it_is():
    tensorflow = machine([])
    too_late = tensorflow.config.threading.set_inter_op_parallelism_threads
    too_late.side_effect = RuntimeError("cannot be modified after initialization")
    assert not devices.arrange(tensorflow)


def test_products_are_right_to_the_sixth_digit():
    import tensorflow as tf

    devices.arrange(tf)
    a, b = np.random.default_rng(0).normal(size=(2, 256, 256))
    product = tf.constant(a, tf.float32) @ tf.constant(b, tf.float32)
    assert np.abs(product - a @ b).max() < 1e-6 * np.abs(a @ b).max()


@pytest.mark.parametrize(("said", "kept"), [({}, "true"), ({GROWTH: "false"}, "false")])
def test_a_gpu_is_shared_unless_one_says_otherwise(monkeypatch, said, kept):
    monkeypatch.setattr(os, "environ", said)
    devices.before_import()
    assert os.environ[GROWTH] == kept
