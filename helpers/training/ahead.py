"""Training ahead of the callbacks, and the way back where one of them acts.

`EarlyStopping` and `ReduceLROnPlateau` look at every epoch and act at few. So many epochs are trained
in one call, and these callbacks are told of them afterwards. They are shown a stand-in of the model:
what they do to it says where the model has to go back and train again, no further than to that epoch.
"""

from __future__ import annotations

import keras
import tensorflow as tf

from helpers.training import handover

_C = keras.callbacks
# Of an epoch they read its numbers, and of the model no more than a stand-in has.
_ACTORS = (_C.EarlyStopping, _C.ReduceLROnPlateau)
_READERS = (_C.History, _C.CSVLogger)


def can_wait(model, callbacks):
    """Tell whether all callbacks can be told of an epoch when later ones are trained already."""
    watching = [callback for callback in callbacks if handover.watches_epochs(callback)]
    if any(type(callback) not in (*_ACTORS, *_READERS) for callback in watching):
        return False
    # Its best weights are those at the end of an epoch.
    if any(getattr(callback, "restore_best_weights", False) for callback in watching):
        return False
    return not _actors(watching) or _can_go_back(model)


class StandIn:
    """A model, as far as callbacks look at it: whether to stop, how fast to learn, what to measure.

    It is its own optimizer, which saves reading the learning rate from TensorFlow at every epoch.

    Parameters
    ----------
    model : keras.Model
    callbacks : list of keras.callbacks.Callback
        Those that can act are shown the stand-in inside a ``with`` block.
    """

    def __init__(self, model, callbacks):
        self._model, self._actors, self._kept = model, _actors(callbacks), []
        self.metrics, self.optimizer, self.stop_training = model.metrics, self, model.stop_training
        self._rate = self._rate_before = None

    def __enter__(self):
        for callback in self._actors:
            callback.set_model(self)
        return self

    def __exit__(self, *error):
        for callback in self._actors:
            callback.set_model(self._model)

    @property
    def learning_rate(self):
        """The learning rate, in the precision of the model's own."""
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate):
        self._rate = self._rate.dtype.type(rate)

    def follow(self):
        """Become like the model and, if callbacks can act, remember all of it."""
        self.stop_training = self._model.stop_training
        if self._actors:
            variables = [*self._model.variables, *self._model.optimizer.variables]
            self._kept = [(variable, tf.identity(variable.value)) for variable in variables]
            self._rate = keras.ops.convert_to_numpy(self._model.optimizer.learning_rate)
            self._rate_before = self._rate

    def has_changed(self):
        """Tell whether a callback has acted since then."""
        return self.stop_training or self._rate != self._rate_before

    def go_back(self):
        """Take the model back to what was remembered."""
        for variable, value in self._kept:
            variable.assign(value)

    def lead(self):
        """Make the model like the stand-in."""
        self._model.stop_training = self.stop_training
        if self._rate != self._rate_before:
            self._model.optimizer.learning_rate = self._rate


def _actors(callbacks):
    return [callback for callback in callbacks if type(callback) in _ACTORS]


def _can_go_back(model):
    """Tell whether a model's variables are all its state, and its learning rate is one of them."""
    parts = model._flatten_layers()  # the model itself comes first
    return all(map(_is_keras_own, parts)) and not _follows_a_schedule(model.optimizer)


def _is_keras_own(layer):
    own = type(layer).__module__.split(".")[0] == "keras"
    return own and not isinstance(layer, keras.layers.Lambda)


def _follows_a_schedule(optimizer):
    rate = getattr(optimizer, "_learning_rate", None)
    return isinstance(rate, keras.optimizers.schedules.LearningRateSchedule)
