"""The helper finds what keeps people out, and says where."""

import pytest

from tests.browser.axe import serious_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = (
    "<html lang='en'><title>t</title><main><h1>Title</h1><p id='pale' style='color: {}'>Words</p>"
)


def test_pale_words_are_told_with_their_place(browser_page):
    browser_page.set_content(PAGE.format("#ddd"))
    (sentence,) = serious_violations(browser_page)
    assert sentence.startswith("color-contrast (1): ")
    assert "#pale" in sentence
    assert serious_violations(browser_page, within="h1") == []


def test_a_good_page_has_none(browser_page):
    browser_page.set_content(PAGE.format("#222"))
    assert serious_violations(browser_page) == []
