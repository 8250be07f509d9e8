import numpy as np
import pytest

from helpers.datasets import load


@pytest.mark.parametrize("seed", range(5))
def test_the_list_is_as_hard_as_the_real_one(seed):
    frame = load("passengers", seed=seed).frame()
    gaps = frame.isna().mean()
    assert 0.15 < gaps["age"] < 0.25
    assert 0.70 < gaps["cabin"] < 0.85
    assert all(0 < gaps[column] < 0.03 for column in ("fare", "embarked"))
    assert gaps.drop(["age", "cabin", "fare", "embarked"]).sum() == 0
    assert 0.33 < frame["target"].mean() < 0.45
    by_sex = frame.groupby("sex")["target"].mean()
    assert by_sex["female"] > by_sex["male"] + 0.3
    by_class = frame.groupby("pclass")["target"].mean()
    assert by_class.is_monotonic_decreasing


def test_values_are_plausible():
    frame = load("passengers").frame()
    assert frame["age"].dropna().between(0.5, 80).all()
    assert (frame["fare"].dropna() > 0).all()
    assert set(frame["embarked"].dropna()) == {"S", "C", "Q"}
    assert frame["cabin"].dropna().str.fullmatch(r"[A-G]\d+").all()


def test_the_lifeboat_gives_the_outcome_away():
    frame = load("passengers", leak=True).frame()
    assert (frame["boat"].notna() == frame["target"]).mean() > 0.97


def test_it_is_labelled_simulated_and_decided_by_its_seed():
    one, again, other = (load("passengers", n=50, seed=seed) for seed in (1, 1, 2))
    assert one.source == "simulated (n=50, seed=1)"
    assert one.frame().equals(again.frame())
    assert not one.frame().equals(other.frame())
    assert not np.array_equal(one.y, other.y)
