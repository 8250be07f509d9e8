import pytest

from course.exports.safe import is_formula, shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_what_starts_a_formula_gets_an_apostrophe(text):
    assert shown(text) == f"'{text}"
    assert is_formula(text)


@pytest.mark.parametrize("text", ["", "Kim, Ada", "김아다", "a=b", "O'Neil", "3-4"])
def test_other_texts_stay(text):
    assert shown(text) == text
    assert not is_formula(text)
