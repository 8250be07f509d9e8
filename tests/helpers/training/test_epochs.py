"""The oracle is `keras.Model.fit`: without shuffling, all numbers must be the very same."""

import keras
import numpy as np
import pandas as pd
import pytest

from helpers.training import fit

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(23, 3))
CLASSES = np.arange(23) % 3
COLUMN = X[:, :1] + X[:, 1:2]
CASES = {}


def case(**data):
    """Add a function that makes a compiled model, and what to train it with."""

    def add(make):
        CASES[make.__name__] = (make, {"x": X, "y": COLUMN} | data)
        return make

    return add


def dense(*layers, inputs=3, **compiled):
    model = keras.Sequential([keras.Input((inputs,)), *layers])
    model.compile(**{"optimizer": "adam", "loss": "mse"} | compiled)
    return model


@case(validation_split=0.3)
def metrics_and_validation_split():
    return dense(keras.layers.Dense(1), metrics=["mae", "mse"])


@case(batch_size=100, validation_data=(X[:4], COLUMN[:4]))
def batch_larger_than_the_data():
    return dense(keras.layers.Dense(1), optimizer="sgd")


@case(validation_data=(X, COLUMN, np.linspace(0, 1, 23)), sample_weight=np.linspace(1, 2, 23))
def sample_weights():
    return dense(keras.layers.Dense(1), weighted_metrics=["mae"], metrics=["mse"])


@case(y=CLASSES, class_weight={0: 1.0, 2: 5.0})
def class_weights():
    layer = keras.layers.Dense(3, activation="softmax")
    return dense(layer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])


@case(y=(COLUMN > 0).astype(int), validation_split=0.25)
def curve_and_precision():
    metrics = [keras.metrics.AUC(name="auc"), keras.metrics.Precision(name="precision")]
    layer = keras.layers.Dense(1, activation="sigmoid")
    return dense(layer, loss="binary_crossentropy", metrics=metrics)


@case(validation_split=0.3)
def dropout_normalisation_and_noise():
    layers = [keras.layers.Dense(8), keras.layers.BatchNormalization(), keras.layers.Dropout(0.5)]
    return dense(*layers, keras.layers.GaussianNoise(0.1), keras.layers.Dense(1))


@case()
def penalties():
    layer = keras.layers.Dense(4, kernel_regularizer="l2", activity_regularizer="l1")
    return dense(layer, keras.layers.Dense(1), metrics=["mae"])


@case(epochs=4)
def schedule_and_moving_average():
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 3, 0.5)
    optimizer = keras.optimizers.SGD(schedule, momentum=0.9, use_ema=True, ema_momentum=0.5)
    return dense(keras.layers.Dense(1), optimizer=optimizer)


@case(x=pd.DataFrame(X), y=pd.Series(COLUMN[:, 0]), sample_weight=pd.Series(np.ones(23)))
def tables_from_pandas():
    return dense(keras.layers.Dense(1))


@case()
def layers_without_an_input_shape():
    model = keras.Sequential(
        [keras.layers.Dense(4), keras.layers.Dropout(0.3), keras.layers.Dense(1)]
    )
    model.compile("rmsprop", "mse", metrics=["mae"])
    return model


@case(
    x={"left": X[:, :1], "right": X[:, 1:]},
    y={"sum": COLUMN, "class": CLASSES},
    validation_data=(
        {"left": X[:7, :1], "right": X[:7, 1:]},
        {"sum": COLUMN[:7], "class": CLASSES[:7]},
    ),
)
def inputs_and_outputs_by_name():
    left, right = keras.Input((1,), name="left"), keras.Input((2,), name="right")
    hidden = keras.layers.Dense(4)(keras.layers.concatenate([left, right]))
    outputs = {
        "sum": keras.layers.Dense(1, name="sum")(hidden),
        "class": keras.layers.Dense(3, activation="softmax", name="class")(hidden),
    }
    model = keras.Model({"left": left, "right": right}, outputs)
    loss = {"sum": "mse", "class": "sparse_categorical_crossentropy"}
    model.compile("adam", loss, loss_weights={"sum": 2.0, "class": 0.5}, metrics={"sum": "mae"})
    return model


@case(x=[X[:, :1], X[:, 1:]], y=[COLUMN, X], sample_weight=np.linspace(0, 1, 23))
def lists_of_inputs_and_outputs():
    inputs = [keras.Input((1,)), keras.Input((2,))]
    joined = keras.layers.concatenate(inputs)
    model = keras.Model(inputs, [keras.layers.Dense(1)(joined), keras.layers.Dense(3)(joined)])
    model.compile("adam", ["mse", "mae"])
    return model


class Subclassed(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)
        self.dropout = keras.layers.Dropout(0.2)

    def call(self, inputs, training=False):
        return self.out(self.dropout(self.hidden(inputs), training=training))


@case(validation_split=0.3)
def class_of_its_own():
    model = Subclassed()
    model.compile("adam", "mse", metrics=["mae"])
    return model


class OwnStep(Subclassed):
    """Takes a step of its own and reports what no metric holds."""

    def train_step(self, data):
        x, y = data
        loss = self.compute_loss(x, y, self(x, training=True))
        for weight in self.trainable_variables:
            weight.assign(weight * 0.9)
        return {"own": loss, "largest": keras.ops.max(y)}


@case(validation_split=0.3)
def step_of_its_own():
    model = OwnStep()
    model.compile("adam", "mse")
    return model


@case(y=None, validation_data=(X, None))
def loss_of_its_own():
    class Autoencoder(Subclassed):
        def call(self, inputs, training=False):
            outputs = super().call(inputs, training=training)
            self.add_loss(keras.ops.mean((outputs - inputs) ** 2))
            return outputs

    model = Autoencoder()
    model.compile("adam")
    return model


def trained(name, train):
    keras.utils.clear_session()  # so that layers get the same names
    keras.utils.set_random_seed(7)
    make, data = CASES[name]
    model = make()
    options = {"epochs": 2, "batch_size": 5, "shuffle": False, "verbose": 0} | data
    return model, train(model, **options)


@pytest.mark.parametrize("name", CASES)
def test_results_are_those_of_keras(name, capsys):
    keras_model, expected = trained(name, lambda model, **options: model.fit(**options))
    model, history = trained(name, fit)
    assert not capsys.readouterr().out, "was handed to Model.fit: nothing compared"
    assert history.epoch == expected.epoch
    assert history.history == expected.history
    assert all(map(np.array_equal, model.get_weights(), keras_model.get_weights()))
    if keras_model.optimizer.built:  # a step of one's own may leave it alone
        theirs = [variable.numpy() for variable in keras_model.optimizer.variables]
        ours = [variable.numpy() for variable in model.optimizer.variables]
        assert all(map(np.array_equal, ours, theirs))


def test_a_metric_may_have_a_value_per_class():
    targets = np.eye(3)[CLASSES]
    score = keras.metrics.F1Score(name="f1")
    model = dense(keras.layers.Dense(3), loss="mse", metrics=[score])
    history = fit(model, X, targets, epochs=3, verbose=0)
    assert [row.shape for row in history.history["f1"]] == [(3,)] * 3


class Recorder(keras.Model):
    """Reports the row numbers of its last batch."""

    def train_step(self, data):
        return {"rows": keras.ops.cast(data[0][:, 0], "int32")}

    def call(self, inputs):
        return inputs


def orders(seed, epochs=3):
    model = Recorder()
    model.compile(loss="mse")
    keras.utils.set_random_seed(seed)
    rows = np.arange(40.0)[:, np.newaxis]
    return fit(model, rows, rows, epochs=epochs, batch_size=40, verbose=0).history["rows"]


def test_each_epoch_takes_all_rows_in_another_order_that_the_seed_fixes():
    first = orders(seed=1)
    assert all(sorted(order) == list(range(40)) for order in first)
    assert len({tuple(order) for order in first}) == 3
    assert np.array_equal(first, orders(seed=1))
    assert not np.array_equal(first, orders(seed=2))
