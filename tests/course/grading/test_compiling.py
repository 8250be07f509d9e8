import sys

import nbformat

from course.grading import compiling
from course.grading.instrument import instrument
from course.grading.run import run
from course.sandbox.limits import Limits

ASK = """\
import tensorflow as tf
print(tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"])
square = tf.function(lambda x: x * x)
print(square(tf.constant(3.0)).numpy())
"""


def test_a_graded_notebook_runs_its_graphs_as_they_are():
    cell = nbformat.v4.new_code_cell(ASK, id="ask")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    watched = instrument(notebook, notebook).notebook
    endings, _ = run(watched, Limits())
    assert endings["ask"].ok, endings["ask"]
    printed = next(c for c in watched.cells if c.id == "ask").outputs[0].text
    assert printed == "True\n9.0\n"


def test_tensorflow_is_not_imported_for_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    compiling.leave_graphs_alone()
    assert "tensorflow" not in sys.modules
