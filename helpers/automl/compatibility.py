"""What AutoKeras 3.0.0 needs to run on today's Keras and to predict with the right model.

Two methods are exchanged, once, when :mod:`helpers.automl` is imported. The tests of this
module fail without each, and say so when AutoKeras no longer needs it.
"""

import functools
from pathlib import Path

import keras
from autokeras.engine.tuner import AutoTuner
from autokeras.graph import Graph


def mend():
    """Exchange both methods; a second call changes nothing."""
    if not hasattr(Graph.set_io_shapes, "__wrapped__"):
        Graph.set_io_shapes = _with_plain_shapes(Graph.set_io_shapes)
    if not hasattr(AutoTuner.get_best_model, "__wrapped__"):
        AutoTuner.get_best_model = _refitted(AutoTuner.get_best_model)


def _with_plain_shapes(set_io_shapes):
    """AutoKeras measures shapes with NumPy; ``Dense`` of Keras 3.13 takes plain ints only."""

    @functools.wraps(set_io_shapes)
    def wrapper(graph, shapes):
        set_io_shapes(graph, shapes)
        for end in [*graph.inputs, *(node.in_blocks[0] for node in graph.outputs)]:
            end.shape = tuple(int(size) for size in end.shape)

    return wrapper


def _refitted(get_best_model):
    """AutoKeras pairs the encoder of the refit with the weights of the trial; pair like with like."""

    @functools.wraps(get_best_model)
    def wrapper(tuner):
        if Path(tuner.best_model_path).is_file():
            return keras.models.load_model(tuner.best_model_path)
        return get_best_model(tuner)

    return wrapper
