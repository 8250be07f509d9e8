"""Each mend has a reproducer: it holds with the mend, and fails without. When a new AutoKeras
passes without one, its second test fails here, and the mend can go."""

import subprocess
import sys

import autokeras as ak
import keras
import keras_tuner
import numpy as np
import pytest
from autokeras.engine.tuner import AutoTuner
from autokeras.graph import Graph

from helpers.automl.compatibility import mend
from helpers.garbage import light_collections

HEADS = [ak.RegressionHead, ak.ClassificationHead]
BUILD = """
import sys
import autokeras as ak, keras_tuner, numpy as np
from autokeras.graph import Graph
if sys.argv[1] == "mended":
    from helpers import automl
start = ak.Input()
graph = Graph(inputs=start, outputs=ak.RegressionHead()(start))
graph.set_io_shapes((np.array([10, 4]), np.array([10, 1])))
start.dtype = "float32"
graph.build(keras_tuner.HyperParameters())
print("built")
"""


def build(head):
    """Build a network as AutoKeras does: from shapes that NumPy measured."""
    start = ak.Input()
    graph = Graph(inputs=start, outputs=head()(start))
    graph.set_io_shapes((np.array([10, 4]), np.array([10, 1])))
    start.dtype = "float32"
    return graph.build(keras_tuner.HyperParameters())


@pytest.mark.parametrize("head", HEADS)
def test_networks_are_built_from_plain_shapes(head):
    assert build(head).output_shape == (None, 1)


@pytest.mark.parametrize("head", HEADS)
def test_autokeras_still_needs_plain_shapes(head, monkeypatch):
    monkeypatch.setattr(Graph, "set_io_shapes", Graph.set_io_shapes.__wrapped__)
    with pytest.raises(ValueError, match="integer"):
        build(head)


def exported_and_refitted(directory):
    """Return the weights that AutoKeras exports, and those that it fitted on all rows."""
    search = ak.StructuredDataClassifier(max_trials=1, directory=directory)
    with light_collections():
        search.fit(np.eye(10), np.arange(10) % 2, epochs=1, verbose=0)
    refitted = keras.models.load_model(search.tuner.best_model_path)
    return [model.get_weights()[-2] for model in (search.export_model(), refitted)]


@pytest.mark.usefixtures("untrained")
def test_the_refitted_network_is_exported(tmp_path):
    exported, refitted = exported_and_refitted(tmp_path)
    assert (exported == refitted).all()


@pytest.mark.usefixtures("untrained")
def test_autokeras_still_exports_another_network(tmp_path, monkeypatch):
    monkeypatch.setattr(AutoTuner, "get_best_model", AutoTuner.get_best_model.__wrapped__)
    exported, refitted = exported_and_refitted(tmp_path)
    assert (exported != refitted).any()


def test_mending_twice_changes_nothing():
    before = Graph.set_io_shapes, AutoTuner.get_best_model
    mend()
    assert before == (Graph.set_io_shapes, AutoTuner.get_best_model)


@pytest.mark.slow
def test_importing_automl_mends_autokeras_and_nothing_else_does():
    mended, plain = (
        subprocess.run([sys.executable, "-c", BUILD, how], capture_output=True, text=True)
        for how in ("mended", "plain")
    )
    assert mended.stdout == "built\n"
    assert "ValueError" in plain.stderr
    assert plain.returncode == 1
