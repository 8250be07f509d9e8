import subprocess
import sys

import pytest

from helpers import datasets


def test_an_unknown_name_lists_near_matches():
    with pytest.raises(ValueError, match=r"'irys'; did you mean 'iris'\?.*datasets\.names\(\)"):
        datasets.load("irys")


def test_a_name_like_no_other_still_says_where_to_look():
    with pytest.raises(ValueError, match=r"no data set 'zzz'\. datasets\.names\(\) lists"):
        datasets.load("zzz")


def test_an_unknown_option_lists_those_that_exist():
    with pytest.raises(TypeError, match="'apples' has no option m; it takes n=None, seed=0"):
        datasets.load("apples", m=3)
    with pytest.raises(TypeError, match="'iris' has no option seed; it takes no options"):
        datasets.load("iris", seed=3)


def test_importing_is_cheap():
    program = (
        "import sys, helpers.datasets;"
        "print({'sklearn', 'pandas', 'pooch', 'tensorflow', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


ONLINE = {"titanic", "mnist", "fashion_mnist", "cifar10"}
OFFLINE = sorted(set(datasets.names()) - ONLINE)


@pytest.mark.parametrize("name", OFFLINE)
def test_every_offline_set_loads_splits_and_says_where_it_is_from(name):
    data = datasets.load(name)
    assert data.name == name
    assert data.source
    assert data.licence
    assert data.description.endswith(".")
    train, test = data.split(seed=0)
    assert len(train.y) + len(test.y) == len(data.y)
    assert len(data.frame()) == len(data.y)


def test_the_names_are_those_promised():
    assert set(datasets.names()) >= ONLINE
    assert set(OFFLINE) >= {
        *("gates", "apples", "circle", "xor", "gauss", "spiral", "moons"),
        *("sine", "parabola", "noise", "shapes", "cells", "digits", "passengers"),
        *("iris", "wine", "breast_cancer", "diabetes"),
    }
