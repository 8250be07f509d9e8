"""The playground in a real JupyterLab, driven through a real browser by mouse and keyboard."""

import re

import nbformat
import pytest
from playwright.sync_api import expect

from helpers.playground.session import Session
from tests.browser.axe import serious_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = (
    "from helpers.playground import Playground\nplayground = Playground(seed=2)\nplayground",
    "print('state', playground.state['epoch'], playground.state['data'])",
)


@pytest.fixture(scope="module")
def page(jupyter_lab, browser_page, tmp_path_factory):
    """The notebook with its first cell run and the widget showing."""
    home = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, home / "playground.ipynb")
    page = browser_page
    page.goto(jupyter_lab(home)("playground.ipynb"))
    expect(page.get_by_text(re.compile("Python 3.*Idle"))).to_be_visible(timeout=60_000)
    _run_cell(page, 0)
    expect(page.locator(".pg-root[data-epoch]")).to_be_visible(timeout=60_000)
    return page


def _run_cell(page, number):
    """Run a cell and wait for its prompt number, which counts all runs so far."""
    page.runs = getattr(page, "runs", 0) + 1
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(f"[{page.runs}]:", timeout=60_000)
    return cell.locator(".jp-OutputArea-output")


def _state_in_kernel(page):
    word, epoch, data = _run_cell(page, 1).last.inner_text().split()
    assert word == "state"
    return int(epoch), data


def _root(page):
    return page.locator(".pg-root")


def _epoch(page):
    return int(_root(page).get_attribute("data-epoch"))


def _expect_epoch(page, epoch):
    expect(_root(page)).to_have_attribute("data-epoch", str(epoch))


def _press(page, label, key="Enter"):
    page.get_by_role("button", name=label, exact=True).focus()
    page.keyboard.press(key)


@pytest.fixture
def paused(page):
    """The page with the default network at epoch 0."""
    if page.get_by_role("button", name="Pause").count():
        _press(page, "Pause")
    page.get_by_role("radio", name="Circle").check()
    _press(page, "Reset to epoch 0")
    _expect_epoch(page, 0)
    return page


def test_it_opens_at_its_state(page):
    _expect_epoch(page, 0)
    session = Session({"seed": 2})
    expect(page.locator(".pg-status")).to_have_text(
        re.compile(f"Epoch 0: training loss {session.loss:.3f}, test loss {session.test_loss:.3f}")
    )


def test_steps_by_keyboard_are_the_engines_own(paused):
    for _ in range(3):  # faster than the kernel answers: none may be lost
        _press(paused, "Step: train for one picture", "Space")
    _expect_epoch(paused, 3)
    session = Session({"seed": 2, "epoch": 3})
    expect(paused.locator(".pg-losses")).to_contain_text(f"{session.loss:.3f}")
    assert _state_in_kernel(paused) == (3, "circle")


def test_it_plays_ten_pictures_a_second_and_pauses_by_keyboard(paused):
    _press(paused, "Play")
    paused.wait_for_function("Number(document.querySelector('.pg-root').dataset.epoch) > 40")
    rate = float(_root(paused).get_attribute("data-rate"))
    _press(paused, "Pause", "Space")
    expect(_root(paused)).to_have_attribute("data-playing", "false")
    paused.wait_for_timeout(500)
    stopped = _epoch(paused)
    paused.wait_for_timeout(500)
    assert _epoch(paused) == stopped
    print(f"{rate} pictures a second")
    assert rate > 4  # ten and more on two free cores; other work may be going on beside this test


def test_other_cells_run_while_it_plays(paused):
    _press(paused, "Play")
    paused.wait_for_function("Number(document.querySelector('.pg-root').dataset.epoch) > 3")
    first, _ = _state_in_kernel(paused)
    second, _ = _state_in_kernel(paused)
    assert 3 < first < second
    paused.wait_for_function(
        f"Number(document.querySelector('.pg-root').dataset.epoch) > {second + 3}"
    )


def test_a_change_starts_again_with_the_other_data(paused):
    _press(paused, "Step: train for one picture")
    _expect_epoch(paused, 1)
    paused.get_by_role("radio", name="Circle").focus()
    paused.keyboard.press("ArrowRight")
    _expect_epoch(paused, 0)
    assert _state_in_kernel(paused) == (0, "xor")


def test_neurons_are_reached_by_tab_and_shown(paused):
    paused.get_by_role("button", name="Add a neuron to layer 1", exact=True).focus()
    paused.keyboard.press("Tab")
    neuron = paused.get_by_role("button", name="Layer 1, neuron 1")
    expect(neuron).to_be_focused()
    assert neuron.evaluate("element => getComputedStyle(element).outlineWidth") == "3px"
    expect(paused.get_by_role("img", name=re.compile("^Layer 1, neuron 1"))).to_be_visible()
    expect(paused.locator(".pg-words")).to_contain_text(re.compile("bias .*; weights x1 .*, x2"))
    paused.keyboard.press("Enter")
    expect(neuron).to_have_attribute("aria-pressed", "true")
    paused.keyboard.press("Enter")
    expect(neuron).to_have_attribute("aria-pressed", "false")


def test_the_network_is_rebuilt_and_keeps_the_focus(paused):
    _press(paused, "Add a neuron to layer 2")
    neurons = paused.get_by_role("button", name=re.compile("Layer 2, neuron"))
    expect(neurons).to_have_count(3)
    expect(paused.get_by_role("button", name="Add a neuron to layer 2")).to_be_focused()
    _press(paused, "Remove a neuron from layer 2")
    expect(neurons).to_have_count(2)
    expect(paused.locator(".pg-stage path")).to_have_count(2 * 4 + 4 * 2 + 2 * 1)


def test_every_control_has_a_name(paused):
    for control in paused.locator(".pg-root :is(button, input, select)").all():
        name = control.evaluate("e => e.getAttribute('aria-label') || e.labels[0].innerText")
        assert name.strip()


def test_nobody_is_kept_out(paused):
    assert serious_violations(paused, within=".pg-root") == []
