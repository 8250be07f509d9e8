import gzip
from itertools import islice

import numpy as np
import pytest

from helpers import datasets
from helpers.datasets.recorded.table import FOLDER, read_table, write_table
from helpers.nas.space import CHOICES, all_architectures, canonical

ROWS = [{"name": "a", "score": 0.5}, {"name": "b", "score": 0.25}]


@pytest.fixture(scope="module")
def table():
    return datasets.architectures()


def test_every_name_has_scores(table):
    assert len(table) == 215
    for name in all_architectures():
        assert 0 <= table.validation(name, 0) <= 1
        assert table.test(name) == table.test(canonical(name))


def test_lookups_agree_with_the_frame(table):
    frame = table.frame()
    for row in islice(frame.itertuples(index=False), 0, None, 97):
        assert table.validation(row[:4], row.seed) == row.valid_24
    means = table.means()
    assert len(means) == len(table)
    best = means.loc[means["test"].idxmax()]
    assert table.test(best[list(CHOICES)]) == pytest.approx(best["test"])
    assert table.rank(best[list(CHOICES)]) == 1


def test_scores_are_shares_of_the_images_and_networks_differ(table):
    frame = table.frame()
    right = frame["valid_24"] * 500
    assert np.allclose(right, np.round(right), atol=1e-6)
    assert (frame["parameters"].min(), frame["parameters"].max()) == (170, 9818)
    assert table.means()["test"].std() > 0.1


def test_a_table_handed_out_is_a_copy(table):
    table.frame()["test"] = 0
    assert table.frame()["test"].max() > 0.5


def test_what_was_not_trained_is_refused(table):
    with pytest.raises(ValueError, match=r"seed is 7; the networks were trained from \(0, 1, 2\)"):
        table.validation(all_architectures()[0], 7)
    with pytest.raises(ValueError, match="first is 'conv7'"):
        table.test(("chain", "conv7", "skip", "skip"))


def test_they_tell_where_they_come_from(table):
    assert "python solutions/12-nas/train_architectures.py" in table.provenance
    assert "TensorFlow" in table.provenance


def test_a_search_returns_what_scored_best_and_is_worth_its_test(table):
    names = all_architectures()[:3]
    history = [(None, -np.inf), (names[0], 0.5), (names[1], 0.4), (names[2], 0.6)]
    want = [np.nan, table.test(names[0]), table.test(names[0]), table.test(names[2])]
    assert np.array_equal(table.worth(history), want, equal_nan=True)


def test_a_trainer_draws_one_of_the_starts(table):
    name, train = all_architectures()[200], table.trainer(np.random.default_rng(0))
    assert {train(name) for _ in range(40)} == {table.validation(name, s) for s in table.seeds}


def test_relaxations_name_trained_networks(table):
    runs = datasets.relaxations()
    assert len(runs) == 30
    assert all(table.test(name) > 0 for name in runs[list(CHOICES)].itertuples(index=False))


def test_the_tables_are_small():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.gz")) < 100_000


def test_the_same_rows_give_the_same_bytes(tmp_path, monkeypatch):
    one, two = tmp_path / "one.csv.gz", tmp_path / "two.csv.gz"
    for path in (one, two):
        write_table(path, ROWS, ["Made up."])
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes()) == b"# Made up.\nname,score\na,0.5\nb,0.25\n"
    monkeypatch.setattr("helpers.datasets.recorded.table.FOLDER", tmp_path)
    frame, provenance = read_table("one")
    assert frame.to_dict("records") == ROWS
    assert provenance == "Made up."
