"""Runs inside the student's kernel, once, before any student code: compiles for trainings of a moment.

A check that trains for some epochs spends most of its time before the first step.
"""

import functools
import sys


def leave_graphs_alone():
    """Switch TensorFlow's graph optimizer off, where TensorFlow is imported already.

    It takes a quarter of the time of a short `keras.Model.fit`, and steps that run a hundred times do
    not win it back.
    """
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        options = {"disable_meta_optimizer": True}
        tensorflow.config.optimizer.set_experimental_options(options)


def trace_steps_once():
    """Let Keras build an optimizer before it traces the step, where Keras is imported already.

    For a model with metrics it does so itself. For others it builds it while it traces, and TensorFlow
    traces whatever has made variables a second time: a third of a short training.
    """
    keras = sys.modules.get("keras")
    if keras is None:
        return
    step, make = keras.Model.train_step, keras.Model.make_train_function

    @functools.wraps(make)
    def make_train_function(model, force=False):
        optimizer = getattr(model, "optimizer", None)
        # A step of the student's own may give the optimizer other variables than all.
        usual = model.built and type(model).train_step is step
        if usual and optimizer is not None and not optimizer.built:
            optimizer.build(model.trainable_variables)
        return make(model, force)

    keras.Model.make_train_function = make_train_function
