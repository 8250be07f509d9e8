import gc
import pickle
import weakref

import keras
import numpy as np
import pytest

from helpers.training import fit


class Counted(keras.Sequential):
    """Counts how often Python takes its step: once for each tracing."""

    traces = 0

    def train_step(self, data):
        self.traces += 1
        return super().train_step(data)


@pytest.fixture
def counted():
    model = Counted([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    return model


def test_a_second_fit_traces_nothing(counted, sine):
    fit(counted, *sine, epochs=3, batch_size=5, verbose=0)
    assert counted.traces == 1
    fit(counted, *sine, epochs=40, batch_size=5, verbose=0)
    fit(counted, sine[1], sine[0], epochs=2, batch_size=5, verbose=0)
    assert counted.traces == 1


def test_other_shapes_are_traced_once_and_kept(counted, sine):
    for _ in range(2):
        fit(counted, *sine, batch_size=23, verbose=0)
        fit(counted, *sine, batch_size=8, verbose=0)
        fit(counted, sine[0][:20], sine[1][:20], batch_size=8, verbose=0)
    assert counted.traces == 3


def test_many_models_cause_no_warning(make, sine, caplog, capfd):
    for _ in range(6):  # TensorFlow warns at the fifth function that is traced anew
        fit(make(), *sine, verbose=0)
    assert "retracing" not in caplog.text + capfd.readouterr().err


def test_compiling_anew_counts(counted, sine):
    optimizer = counted.optimizer
    fit(counted, *sine, epochs=2, verbose=0)
    counted.compile(optimizer, "mae")
    history = fit(counted, *sine, epochs=1, shuffle=False, batch_size=23, verbose=0)
    before = counted.get_weights()
    assert counted.traces == 2
    expected = np.abs(sine[1] - (sine[0] * before[0][0, 0] + before[1][0])).mean()
    assert history.history["loss"][0] == pytest.approx(expected, rel=0.2)


def test_the_models_state_is_not_touched_by_building(make, sine):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1), keras.layers.Dropout(0.5)])
    model.compile(keras.optimizers.SGD(0.0), "mse", metrics=["mae"])
    before = [np.array(variable) for variable in model.non_trainable_variables]
    weights = model.get_weights()
    fit(model, *sine, batch_size=23, verbose=0, shuffle=False)
    assert all(map(np.array_equal, weights, model.get_weights()))
    after = [np.array(variable) for variable in model.non_trainable_variables]
    drawn = next(a - b for a, b in zip(after, before, strict=True))
    assert drawn.tolist() == [0, 1]  # one mask


def test_a_trained_model_can_be_saved_pickled_and_forgotten(make, sine, tmp_path):
    model = make()
    fit(model, *sine, verbose=0)
    model.save(tmp_path / "m.keras")
    copies = [keras.models.load_model(tmp_path / "m.keras"), pickle.loads(pickle.dumps(model))]
    for copy in copies:
        np.testing.assert_allclose(copy(sine[0]), model(sine[0]), rtol=1e-6)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
