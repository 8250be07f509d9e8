import random

import pytest

from course.samples.handwriting import in_own_words

ANSWER = '''
def mean(values, start=0):
    """Return the mean."""
    total = start
    for value in values:
        total += value
    return total / len(values)
'''


@pytest.mark.parametrize("seed", range(20))
def test_it_does_the_same_in_other_words(seed):
    own = in_own_words(ANSWER, random.Random(seed))
    namespace = {}
    exec(own, namespace)
    assert namespace["mean"]([1, 2, 6]) == 3
    assert namespace["mean"](values=[1, 3], start=2) == 3
    assert own.strip() != ANSWER.strip()


def test_two_students_write_differently():
    texts = {in_own_words(ANSWER, random.Random(seed)) for seed in range(30)}
    assert len(texts) == 30


def test_code_that_does_not_parse_stays():
    assert in_own_words("def f(:", random.Random(0)) == "def f(:"
