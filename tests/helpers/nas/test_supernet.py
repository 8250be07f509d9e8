import keras
import numpy as np
import pytest
from keras import ops

from helpers.nas import Supernet

IMAGES = np.random.default_rng(0).random((60, 8, 8, 1))
LABELS = np.arange(60) % 10


def shared(alpha, outputs):
    shares = ops.softmax(alpha)
    return sum(shares[place] * output for place, output in enumerate(outputs))


def test_a_search_moves_the_alphas_and_names_an_architecture():
    keras.utils.set_random_seed(0)
    supernet = Supernet("cell", shared)
    table = supernet.search((IMAGES, LABELS), (IMAGES[::-1], LABELS[::-1]), epochs=2)
    assert table.shape == (3, 3, 5)
    assert np.all(table[0] == 0)
    assert np.all(np.abs(table[-1]).max(axis=1) > 0.05)
    assert np.array_equal(table[-1], supernet.alphas)
    assert supernet.architecture.family == "cell"


def test_a_mixture_without_slope_is_refused():
    supernet = Supernet("branch", lambda alpha, outputs: outputs[1])
    with pytest.raises(ValueError, match="no gradient reaches the alphas"):
        supernet.search((IMAGES, LABELS), (IMAGES, LABELS), epochs=1)


def test_both_parts_have_as_many_rows():
    with pytest.raises(ValueError, match="60 training rows, 50 held out"):
        Supernet("chain", shared).search((IMAGES, LABELS), (IMAGES[:50], LABELS[:50]))
