import keras
import numpy as np
import pytest

from helpers.training import fit

C = keras.callbacks
OPTIONS = {"epochs": 12, "batch_size": 5, "shuffle": False, "verbose": 0, "validation_split": 0.2}


def all_callbacks(folder, heard):
    return [
        C.EarlyStopping(patience=2, min_delta=0.01, restore_best_weights=True),
        C.ReduceLROnPlateau(patience=1, min_delta=0.02, factor=0.5),
        C.LearningRateScheduler(lambda epoch, rate: rate * 0.99),
        C.CSVLogger(folder / "log.csv"),
        C.ModelCheckpoint(folder / "best.keras", save_best_only=True),
        C.TensorBoard(folder / "board"),
        C.LambdaCallback(
            on_train_begin=lambda logs: heard.append("begin"),
            on_epoch_begin=lambda epoch, logs: heard.append(epoch),
            on_epoch_end=lambda epoch, logs: heard.append((epoch, dict(logs))),
            on_train_end=lambda logs: heard.append(sorted(logs)),
        ),
    ]


def test_callbacks_act_as_in_keras(make, sine, tmp_path, capsys):
    results = []
    for name, train in {"keras": keras.Model.fit, "ours": fit}.items():
        folder, heard = tmp_path / name, []
        folder.mkdir()
        model = make(optimizer=keras.optimizers.Adam(0.05), metrics=["mae"])
        history = train(model, *sine, callbacks=all_callbacks(folder, heard), **OPTIONS)
        best = keras.models.load_model(folder / "best.keras")
        log = (folder / "log.csv").read_text()
        results.append((history.history, heard, log, model.get_weights(), best.get_weights()))
        assert list((folder / "board/validation").iterdir())
    assert "Model.fit" not in capsys.readouterr().out
    theirs, ours = results
    assert 2 < len(ours[0]["loss"]) < OPTIONS["epochs"], "EarlyStopping was to act"
    assert ours[:3] == theirs[:3]
    for part in (3, 4):
        assert all(map(np.array_equal, ours[part], theirs[part]))


def test_a_callback_may_stop_training(make, sine):
    class Stop(C.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 3

    history = fit(make(), *sine, epochs=100, verbose=0, callbacks=[Stop()])
    assert history.epoch == [0, 1, 2, 3]


def test_epochs_at_once_give_the_history_of_single_ones(make, sine):
    once = fit(make(), *sine, epochs=30, verbose=0)
    each = fit(
        make(), *sine, epochs=30, verbose=0, callbacks=[C.LambdaCallback(on_epoch_end=print)]
    )
    assert once.epoch == list(range(30))
    assert once.history == each.history


def test_a_callback_hears_of_validation(make, sine):
    class Ears(C.Callback):
        heard = []

        def on_test_end(self, logs=None):
            self.heard.append(sorted(logs))

    fit(make(metrics=["mae"]), *sine, epochs=2, verbose=0, validation_split=0.5, callbacks=Ears())
    assert Ears.heard == [["loss", "mae"]] * 2


def test_own_history_and_model_history(make, sine):
    model, own = make(), C.History()
    assert fit(model, *sine, verbose=0, callbacks=[own]) is own
    assert model.history is own


@pytest.mark.parametrize("verbose", [1, "auto", True])
def test_one_bar_for_all_epochs(make, sine, capsys, verbose):
    fit(make(), *sine, epochs=40, verbose=verbose)
    printed = capsys.readouterr().out
    assert "40/40" in printed
    assert "loss:" in printed
    assert printed.count("\n") == 1


def test_the_bar_ends_where_training_stops(make, sine, capsys):
    fit(make(), *sine, epochs=40, callbacks=[C.EarlyStopping("loss", min_delta=1e9)])
    printed = capsys.readouterr().out
    assert " 2/40" in printed.splitlines()[-1]
    assert printed.endswith("\n")


def test_a_line_for_each_epoch(make, sine, capsys):
    fit(make(), *sine, epochs=3, verbose=2)
    assert [line for line in capsys.readouterr().out.splitlines() if "Epoch" in line] == [
        f"Epoch {epoch}/3" for epoch in (1, 2, 3)
    ]


def test_silence(make, sine, capfd):
    fit(make(), *sine, epochs=3, verbose=0)
    assert capfd.readouterr() == ("", "")
