import pytest

from course.report.tokens import tokens

ANSWER = '''
def fit(w, rows):
    """Return the weights."""
    total = 0.5  # start
    for row in rows:
        total += np.dot(w, row)
    return f"{total}"
'''
RENAMED = """
def fit(weights, examples):
    s = 0.5

    for e in examples: s += np.dot(weights, e)  # add up
    return 'text'
"""


def test_names_comments_texts_and_layout_make_no_difference():
    assert tokens(ANSWER) == tokens(RENAMED)


def test_numbers_and_other_peoples_functions_do():
    assert tokens(ANSWER) != tokens(ANSWER.replace("0.5", "0.6"))
    assert tokens(ANSWER) != tokens(ANSWER.replace("np.dot", "np.outer"))


@pytest.mark.parametrize("broken", ["def f(:\n  return 1", "x = '", "%matplotlib inline", "\0"])
def test_code_that_does_not_parse_is_split_into_words(broken):
    assert isinstance(tokens(broken), list)
