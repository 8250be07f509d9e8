"""What a search does around the training: see test_real_searches for the training."""

import errno

import autokeras as ak
import keras
import numpy as np
import pandas as pd
import pytest

from helpers import automl


def search(**options):
    return automl.TableClassifier(**{"max_trials": 3, "epochs": 2, **options})


def results(found):
    return found.leaderboard().drop(columns="seconds")


def fail_in_trial(monkeypatch, number, error):
    """Let the trial of this number raise, once."""
    fit, calls = keras.Model.fit, []

    def failing(model, *args, **kwargs):
        calls.append(model)
        if len(calls) == number:
            raise error
        return fit(model, *args, **kwargs)

    monkeypatch.setattr(keras.Model, "fit", failing)


def test_the_leaderboard_has_the_trials_best_first(untrained, table):
    found = search().fit(*table)
    board = found.leaderboard()
    assert sorted(board["name"]) == ["trial 1", "trial 2", "trial 3"]
    assert board["accuracy"].is_monotonic_decreasing
    curves = found.curves()
    for row in board.to_dict("records"):
        judged = curves[row["name"]]["val_accuracy"]
        assert row["accuracy"] == max(judged) == judged[row["best_epoch"] - 1]
        assert row["epochs"] == len(judged) == 2
        assert row["parameters"] > 0
    assert {"learning_rate", "units_0", "dense_block_1/dropout"} <= set(board.columns)
    assert found.seconds >= board["seconds"].sum() > 0


def test_trials_learn_from_the_training_rows_and_the_last_fit_from_all(untrained, table):
    board = search().fit(*table, validation_split=0.25).leaderboard()
    assert [call["rows"] for call in untrained] == [30, 30, 30, 40]
    assert untrained[-1]["epochs"] == board["best_epoch"][0]


def test_the_seed_decides_everything(untrained, table):
    first, again, other = (search(seed=seed).fit(*table) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(results(first), results(again))
    assert (first.predict_proba(table[0]) == again.predict_proba(table[0])).all()
    assert results(first)["accuracy"].tolist() != results(other)["accuracy"].tolist()


def test_an_interrupted_search_goes_on_as_if_nothing_had_happened(untrained, table, monkeypatch):
    whole = search().fit(*table)
    fail_in_trial(monkeypatch, 2, KeyboardInterrupt())
    found = search()
    with pytest.raises(KeyboardInterrupt):
        found.fit(*table)
    assert found.leaderboard()["name"].tolist() == ["trial 1"]
    found.fit(*table)
    assert len(untrained) == 4 + 4
    pd.testing.assert_frame_equal(results(found), results(whole))
    assert (found.predict_proba(table[0]) == whole.predict_proba(table[0])).all()


def test_a_search_goes_on_elsewhere_and_is_not_repeated(untrained, table, tmp_path):
    first = search(max_trials=1, directory=tmp_path).fit(*table)
    more = search(max_trials=3, directory=tmp_path).fit(*table)
    assert len(more.leaderboard()) == 3
    assert len(untrained) == 2 + 3
    again = search(max_trials=3, directory=tmp_path).fit(*table)
    assert len(untrained) == 2 + 3
    assert (again.predict_proba(table[0]) == more.predict_proba(table[0])).all()
    assert first.seconds < more.seconds == again.seconds


def test_another_search_in_the_same_directory_is_refused(untrained, table, tmp_path):
    x, y = table
    search(max_trials=1, directory=tmp_path).fit(x, y)
    for options, rows, why in [
        ({"seed": 1}, x, "seed"),
        ({"strategy": "random"}, x, "strategy"),
        ({"space": lambda node: ak.DenseBlock()(node)}, x, "space"),
        ({}, x | {"noise": x["size"]}, "rows or target"),
    ]:
        with pytest.raises(automl.SearchError, match=f"other .*{why}"):
            search(max_trials=1, directory=tmp_path, **options).fit(rows, y)
    search(max_trials=1, directory=tmp_path, seed=1, overwrite=True).fit(x, y)


def test_damaged_records_are_named(untrained, table, tmp_path):
    search(max_trials=1, directory=tmp_path).fit(*table)
    (tmp_path / "search" / "oracle.json").write_text("{")
    with pytest.raises(automl.SearchError, match="its records are damaged"):
        search(max_trials=1, directory=tmp_path).fit(*table)
    search(max_trials=1, directory=tmp_path, overwrite=True).fit(*table)


def test_a_failed_trial_raises_its_own_error_and_can_be_tried_again(untrained, table, monkeypatch):
    fail_in_trial(monkeypatch, 2, ValueError("the rows are cursed"))
    found = search()
    with pytest.raises(
        automl.TrialError, match="trial 2 failed with ValueError: the rows are cursed"
    ) as e:
        found.fit(*table)
    assert isinstance(e.value.__cause__, ValueError)
    assert len(found.fit(*table).leaderboard()) == 3


def test_a_full_disk_stops_the_search_until_there_is_room(untrained, table, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    found = search(max_trials=1)
    with monkeypatch.context() as patch:
        patch.setattr(keras.Model, "save_weights", full)
        with pytest.raises(automl.SearchError, match=r"could not write .*No space left.*make room"):
            found.fit(*table)
    with monkeypatch.context() as patch:
        patch.setattr(keras.Model, "save", full)
        with pytest.raises(automl.SearchError, match=r"could not write .*No space left.*make room"):
            found.fit(*table)
    assert len(found.fit(*table).leaderboard()) == 1


def diverge_in(monkeypatch, numbers):
    fit, calls = keras.Model.fit, []

    def diverging(model, *args, **kwargs):
        calls.append(model)
        history = fit(model, *args, **kwargs)
        if len(calls) in numbers:
            history.history = {name: [np.nan] * 2 for name in history.history}
        return history

    monkeypatch.setattr(keras.Model, "fit", diverging)


def test_a_network_that_diverged_stands_at_the_bottom(untrained, table, monkeypatch):
    diverge_in(monkeypatch, {1})
    board = search(max_trials=2).fit(*table).leaderboard()
    assert board["name"].tolist() == ["trial 2", "trial 1"]
    assert np.isnan(board["accuracy"][1])


def test_if_all_diverged_there_is_no_best(untrained, table, monkeypatch):
    diverge_in(monkeypatch, {1, 2, 3, 4})
    with pytest.raises(automl.SearchError, match="none of 4 trials has a score"):
        search(max_trials=4).fit(*table)


@pytest.mark.parametrize("strategy", ["random", "bayesian"])
def test_other_strategies_try_other_networks(untrained, table, strategy):
    board = search(strategy=strategy).fit(*table).leaderboard()
    assert len(board) == 3
    assert board.drop(columns=["name", "accuracy", "best_epoch", "seconds"]).nunique().sum() > 12


def test_a_quantity_is_judged_in_its_own_units(untrained, table):
    found = automl.TableRegressor(max_trials=1, epochs=2)
    found.fit(table[0], table[0]["size"] * 1000 + 5000)
    best = min(found.curves()["trial 1"]["val_mae"])
    assert found.leaderboard()["mae"].tolist() == [best]
    assert 1 < best < 2000
    predictions = found.predict(table[0])
    assert (predictions.shape, predictions.dtype) == ((40,), float)
    with pytest.raises(ValueError, match="a quantity has no probabilities"):
        found.predict_proba(table[0])


def test_images_are_searched_with_small_networks_or_your_own_blocks(untrained):
    images = np.random.default_rng(0).random((20, 8, 8))
    small = automl.ImageClassifier(max_trials=1, epochs=1).fit(images, np.arange(20) % 4)
    kinds = [type(layer).__name__ for layer in small.model.layers]
    assert kinds.count("Conv2D") == 2
    assert small.predict(images).dtype == int

    def flat(node):
        return ak.DenseBlock(num_layers=1, num_units=7)(ak.Flatten()(node))

    own = automl.ImageRegressor(max_trials=1, epochs=1, space=flat).fit(images, np.arange(20))
    assert [layer.units for layer in own.model.layers if hasattr(layer, "units")] == [7, 1]


@pytest.mark.parametrize("space", [lambda node: None, lambda: None, lambda node: node.absent])
def test_a_space_that_fails_is_named(table, space):
    with pytest.raises(automl.SearchError, match="space failed with"):
        search(space=space).fit(*table)


def test_before_a_search_there_is_nothing(table):
    for ask in ("leaderboard", "curves"):
        with pytest.raises(automl.SearchError, match="nothing has been tried yet"):
            getattr(search(), ask)()
    for ask in (lambda s: s.predict(table[0]), lambda s: s.model, lambda s: s.save("x")):
        with pytest.raises(automl.SearchError, match="nothing has been found yet; call fit first"):
            ask(search())


def test_a_search_is_shown_with_its_settings():
    assert repr(search()) == "TableClassifier(max_trials=3, epochs=2, seed=0)"
