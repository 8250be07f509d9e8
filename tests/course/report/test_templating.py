import pytest

from course.report.templating import decimal, percent


@pytest.mark.parametrize(
    ("share", "text"), [(None, "\N{EN DASH}"), (0, "0 %"), (0.996, "99 %"), (1, "100 %")]
)
def test_the_last_percent_is_reached_by_all_of_it_alone(share, text):
    assert percent(share) == text


def test_numbers_have_a_proper_minus_sign():
    assert decimal(-0.256) == "\N{MINUS SIGN}0.26"
    assert decimal(None) == "\N{EN DASH}"
