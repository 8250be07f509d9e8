"""Runs inside the student's kernel, once, before any student code: compiles for trainings of a moment.

TensorFlow optimizes each graph before it first runs. In a check that trains for some epochs this takes
a quarter of the time of `keras.Model.fit`, and steps that run a hundred times do not win it back.
"""

import sys


def leave_graphs_alone():
    """Switch TensorFlow's graph optimizer off, where TensorFlow is imported already."""
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        options = {"disable_meta_optimizer": True}
        tensorflow.config.optimizer.set_experimental_options(options)
