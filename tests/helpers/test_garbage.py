import gc

import pytest

from helpers.garbage import light_collections


def test_what_exists_is_hidden_and_comes_back():
    before = gc.get_freeze_count()
    with light_collections():
        assert gc.get_freeze_count() > before + 1000
    assert gc.get_freeze_count() == 0


def test_it_comes_back_after_an_error_as_well():
    with pytest.raises(KeyError), light_collections():
        raise KeyError
    assert gc.get_freeze_count() == 0


def test_what_is_made_meanwhile_is_collected():
    class Ring:
        def __init__(self):
            self.itself = self

    with light_collections():
        Ring()
        assert gc.collect() >= 1
