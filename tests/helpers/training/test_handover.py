import keras
import numpy as np
import pytest
import tensorflow as tf

from helpers.training import fit

C = keras.callbacks


class OwnBatches(C.Callback):
    def on_train_batch_end(self, batch, logs=None):
        self.seen = batch + 1


class Rows(keras.utils.PyDataset):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return np.ones((3, 1)), np.ones((3, 1))


def callbacks(*items):
    return {"callbacks": list(items)}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (callbacks(OwnBatches()), "OwnBatches looks at every batch"),
        (callbacks(C.LambdaCallback(on_train_batch_end=lambda batch, logs: None)), "every batch"),
        (callbacks(C.TensorBoard(update_freq="batch")), "TensorBoard looks at every batch"),
        (callbacks(C.TerminateOnNaN()), "TerminateOnNaN looks at every batch"),
        (callbacks(C.SwapEMAWeights()), "acts before each validation"),
        ({"shuffle": "batch"}, "shuffle is 'batch'"),
    ],
)
def test_keras_does_what_whole_epochs_cannot(
    make, sine, options, reason, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    optimizer = keras.optimizers.SGD(use_ema=True)
    history = fit(make(optimizer=optimizer), *sine, epochs=2, batch_size=12, verbose=0, **options)
    assert len(history.history["loss"]) == 2
    printed = capsys.readouterr().out
    assert reason in printed
    assert printed.count("\n") == 1
    assert "Model.fit trains" in printed


def test_the_callback_saw_its_batches(make, sine):
    callback = OwnBatches()
    fit(make(), *sine, batch_size=5, verbose=0, callbacks=[callback])
    assert callback.seen == 5


def test_eager_models(make, sine, capsys):
    fit(make(run_eagerly=True), *sine, verbose=0)
    assert "run_eagerly=True" in capsys.readouterr().out


@pytest.mark.parametrize(
    "data",
    [
        lambda: tf.data.Dataset.from_tensor_slices((np.ones((6, 1)), np.ones((6, 1)))).batch(3),
        lambda: Rows(),
    ],
    ids=["tf.data", "PyDataset"],
)
def test_streams_of_data(make, data, capsys):
    stream = data()
    history = fit(make(), stream, epochs=2, verbose=0, validation_data=stream)
    assert len(history.history["val_loss"]) == 2
    assert "Not all data are arrays of numbers" in capsys.readouterr().out


def test_own_steps_that_do_not_compile(capsys):
    class Adversaries(keras.Model):
        """Has no `call`, so nothing can be measured on a batch."""

        def __init__(self):
            super().__init__()
            self.built = True

        def train_step(self, data):
            return {"own": keras.ops.mean(data)}

    model = Adversaries()
    model.compile()
    assert fit(model, np.ones((4, 1)), verbose=0).history["own"] == [1.0]
    assert "Adversaries's own steps do not compile" in capsys.readouterr().out
