"""What reaches a student is seen from outside: each start is a process of its own."""

import os
import random
import subprocess
import sys
import textwrap

import pytest

from helpers import runtime


def run(code, **environment):
    """Run code in a new Python, on the processor, also where there is a GPU."""
    variables = {k: v for k, v in os.environ.items() if k not in ("CI", "TF_CPP_MIN_LOG_LEVEL")}
    variables["CUDA_VISIBLE_DEVICES"] = "-1"
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        env=variables | environment,
        timeout=120,
    )


@pytest.fixture
def toys(tmp_path):
    """Return variables that let Python find loud stand-ins: the real libraries take seconds."""
    loud = """
        import os, warnings
        os.write(2, b"NATIVE NOISE\\n")
        warnings.warn("a real warning")
    """
    tensorflow = """
        from unittest.mock import MagicMock
        class config:
            def list_physical_devices(kind):
                os.write(2, b"NOISE ABOUT GPUS\\n")
                return []
            threading = MagicMock()
        Graph, compat, constant = MagicMock(), MagicMock(), MagicMock()
    """
    files = {
        "tensorflow": textwrap.dedent(loud) + textwrap.dedent(tensorflow),
        "keras": "class utils:\n    def set_random_seed(n): print('seed', n)\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    return {"PYTHONPATH": f"{tmp_path}{os.pathsep}{os.getcwd()}", "TMPDIR": str(tmp_path)}


def test_noise_is_kept_back_and_warnings_are_not(toys):
    result = run(
        """
        from helpers import runtime
        runtime.start(seed=3)
        import os, sys
        os.write(2, b"a native error, later\\n")
        print("a Python error, later", file=sys.stderr)
        """,
        **toys,
    )
    assert "NOISE" not in result.stderr
    for expected in ("a real warning", "a native error, later", "a Python error, later"):
        assert expected in result.stderr
    assert result.stdout == "seed 3\n"


def test_what_a_gpu_says_at_its_first_computation_is_kept_back(toys, tmp_path):
    with (tmp_path / "tensorflow.py").open("a") as toy:
        toy.write(
            "config.list_physical_devices = lambda kind: ['a GPU']\n"
            "config.experimental = MagicMock()\n"
            "zeros = MagicMock()\n"
            "def function(body, jit_compile): return lambda: os.write(2, b'NOISE OF THE COMPILER')\n"
        )
    result = run("from helpers import runtime; runtime.start(); print('later')", **toys)
    assert "NOISE" not in result.stderr
    assert result.stdout == "seed 0\nlater\n"


def test_a_failed_import_tells_where_the_messages_are(toys, tmp_path):
    (tmp_path / "tensorflow.py").write_text(
        "import os\nos.write(2, b'libcudart is broken')\nraise OSError('cannot load libcudart')\n"
    )
    result = run("from helpers import runtime; runtime.start()", **toys)
    assert "cannot load libcudart" in result.stderr
    (log,) = tmp_path.glob("*.log")
    assert f"What they said is in {log}" in result.stderr
    assert "libcudart is broken" in log.read_text()


def test_a_closed_standard_error(toys):
    result = run("import os; os.close(2)\nfrom helpers import runtime; runtime.start()", **toys)
    assert result.stdout == "seed 0\n"


def test_the_real_libraries_start_quietly(tmp_path):
    code = """
        from helpers import runtime
        runtime.start()
        import tensorflow as tf
        print(runtime.device(), runtime.where())
        from tensorflow.python.eager import context
        print(context.context()._context_handle is None)
        tf.constant(1.0) + 1.0
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            session.run(tf.constant(1.0))  # alone, it would speak of MLIR
        tf.get_logger().warning("a real warning")
    """
    # Matplotlib, which Keras brings along, would speak up about the home that nobody has.
    homeless = {"HOME": "/proc/nowhere", "MPLCONFIGDIR": str(tmp_path)}
    result = run(code, PYTHONPATH=os.getcwd(), **homeless)
    assert result.returncode == 0
    device, ran_nothing = result.stdout.splitlines()
    assert device.startswith("CPU, ")
    assert device.endswith("terminal")
    assert ran_nothing == "True"
    assert [line for line in result.stderr.splitlines() if line.strip()] == [
        "WARNING:tensorflow:a real warning"
    ]


def test_a_real_warning_from_the_native_code_comes_through():
    code = """
        from helpers import runtime
        runtime.start()
        import tensorflow as tf
        list(tf.data.Dataset.range(3).cache().take(1))
    """
    result = run(code, PYTHONPATH=os.getcwd())
    (line,) = [line for line in result.stderr.splitlines() if line.strip()]
    assert "The calling iterator did not fully read the dataset being cached" in line


def test_a_process_that_has_only_imported_can_be_forked():
    code = """
        from helpers import automl
        import os, signal, tensorflow as tf
        child = os.fork()
        if child == 0:
            signal.alarm(60)
            with tf.Graph().as_default(), tf.compat.v1.Session() as session:
                os._exit(int(session.run(tf.constant(3) * 2)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    assert run(code, PYTHONPATH=os.getcwd()).stdout == "6\n"


def test_after_tensorflow_has_computed_a_start_changes_nothing():
    code = """
        import tensorflow as tf
        tf.constant(1.0) + 1.0
        from helpers import runtime
        runtime.start()
        print(tf.config.threading.get_inter_op_parallelism_threads())
    """
    assert run(code, PYTHONPATH=os.getcwd()).stdout == "0\n"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"COLAB_RELEASE_TAG": "release"}, "colab"),
        ({"CI": "true"}, "ci"),
        ({"CI": "false"}, "terminal"),
        ({}, "terminal"),
    ],
)
def test_where(monkeypatch, variables, expected):
    for name in ("CI", "COLAB_RELEASE_TAG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert runtime.where() == expected


def test_a_kernel_is_the_lab():
    code = """
        from ipykernel.kernelapp import IPKernelApp
        app = IPKernelApp.instance()
        app.initialize([])
        from helpers import runtime
        print(runtime.where(), file=__import__("sys").__stdout__)
    """
    assert run(code, PYTHONPATH=os.getcwd()).stdout.splitlines()[-1] == "lab"


def test_seeds_make_everything_repeat():
    import keras
    import numpy as np
    import tensorflow as tf

    def drawn(n):
        runtime.seed(n)
        layer = keras.layers.Dense(2)
        layer.build((1, 2))
        everywhere = [random.random(), np.random.rand(), float(tf.random.uniform(()))]  # noqa: NPY002
        return everywhere + layer.get_weights()[0].ravel().tolist()

    assert drawn(5) == drawn(5)
    assert all(a != b for a, b in zip(drawn(5), drawn(6), strict=True))


def test_start_sets_the_seed_through_keras_at_call_time(monkeypatch):
    import keras

    seeds = []
    monkeypatch.setattr(keras.utils, "set_random_seed", seeds.append)
    runtime.start()
    runtime.start(seed=4)
    runtime.seed(9)
    assert seeds == [0, 4, 9]
