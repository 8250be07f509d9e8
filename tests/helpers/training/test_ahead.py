"""Callbacks that are told of many epochs at once must leave what they leave epoch by epoch."""

import keras
import numpy as np
import pytest

from helpers.training import ahead, fit

C = keras.callbacks
OPTIONS = {"epochs": 60, "batch_size": 5, "verbose": 0, "validation_split": 0.2}


def impatient(folder):
    """Two rates that fall, sometimes at the same epoch, and an end before the last one."""
    return [
        C.ReduceLROnPlateau(patience=1, min_delta=0.005, factor=0.7, cooldown=1),
        C.ReduceLROnPlateau("loss", patience=2, min_delta=0.02, factor=0.9),
        C.EarlyStopping(patience=6, min_delta=0.004),
        C.CSVLogger(folder / "log.csv"),
    ]


@pytest.fixture
def noisy():
    """Return a function that makes a model whose random layers have a state of their own."""

    def noisy():
        keras.utils.set_random_seed(0)
        layers = [keras.layers.Dense(8, "tanh"), keras.layers.Dropout(0.2), keras.layers.Dense(1)]
        model = keras.Sequential([keras.Input((1,)), *layers])
        model.compile(keras.optimizers.Adam(0.05), "mse", metrics=["mae"])
        return model

    return noisy


def results(train, model, data, folder, *more, **options):
    folder.mkdir()
    callbacks = [*impatient(folder), *more]
    history = train(model, *data, callbacks=callbacks, **OPTIONS | options)
    numbers = [*model.get_weights(), *(v.numpy() for v in model.optimizer.variables)]
    return history.history, (folder / "log.csv").read_text(), numbers


def require_equal(theirs, ours):
    assert ours[:2] == theirs[:2]
    assert all(map(np.array_equal, ours[2], theirs[2]))


def test_as_keras_does_it(noisy, sine, tmp_path):
    theirs = results(keras.Model.fit, noisy(), sine, tmp_path / "keras", shuffle=False)
    require_equal(theirs, results(fit, noisy(), sine, tmp_path / "ours", shuffle=False))
    rates = theirs[0]["learning_rate"]
    assert len(set(rates)) > 3, "the learning rate was to fall several times"
    assert 10 < len(rates) < OPTIONS["epochs"], "EarlyStopping was to act"


def test_as_epoch_by_epoch_when_shuffled(noisy, sine, tmp_path):
    looks = C.LambdaCallback(on_epoch_end=lambda epoch, logs: None)
    each = results(fit, noisy(), sine, tmp_path / "each", looks)
    require_equal(each, results(fit, noisy(), sine, tmp_path / "ahead"))


def test_the_callbacks_have_their_model_afterwards(make, sine):
    model, stop = make(), C.EarlyStopping("loss", patience=1, min_delta=1e9)
    fit(model, *sine, epochs=50, verbose=0, callbacks=[stop])
    assert stop.model is model
    assert stop.stopped_epoch == 1
    assert model.stop_training


def test_one_epoch_where_training_is_stopped_before_it_begins(make, sine):
    model = make()
    halt = C.LambdaCallback(on_train_begin=lambda logs: setattr(model, "stop_training", True))
    assert fit(model, *sine, epochs=9, verbose=0, callbacks=[halt]).epoch == [0]


def test_also_after_an_error(make, sine):
    model, stop = make(), C.EarlyStopping("accuracy")
    with pytest.raises(ValueError, match="accuracy"), ahead.StandIn(model, [stop]):
        raise ValueError("accuracy")
    assert stop.model is model


class OwnLayer(keras.layers.Layer):
    def call(self, inputs):
        return inputs


def test_what_cannot_wait(make):
    schedule = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 3, 0.5))
    own = keras.Sequential([keras.Input((1,)), keras.Sequential([OwnLayer()])])
    own.compile("sgd", "mse")
    stop = C.EarlyStopping()
    assert ahead.can_wait(make(), [stop, C.CSVLogger("log.csv"), C.History()])
    assert ahead.can_wait(own, [C.CSVLogger("log.csv")]), "nobody acts: there is no way back"
    assert not ahead.can_wait(own, [stop])
    assert not ahead.can_wait(make(optimizer=schedule), [stop])
    assert not ahead.can_wait(make(), [C.EarlyStopping(restore_best_weights=True)])
    assert not ahead.can_wait(make(), [stop, C.LearningRateScheduler(lambda epoch: 0.1)])


def test_a_class_of_ones_own_is_told_at_each_epoch(make, sine):
    class Own(C.EarlyStopping):
        def on_epoch_end(self, epoch, logs=None):
            self.steps = [*getattr(self, "steps", []), int(self.model.optimizer.iterations.numpy())]

    own = Own()
    assert not ahead.can_wait(make(), [own])
    fit(make(), *sine, epochs=4, batch_size=23, verbose=0, callbacks=[own])
    assert own.steps == [1, 2, 3, 4]
