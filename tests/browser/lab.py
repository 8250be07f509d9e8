"""What several browser tests do in JupyterLab."""

import re

from playwright.sync_api import expect

IDLE = 60_000  # milliseconds: the first kernel waits for TensorFlow


def wait_for_kernel(page, name):
    """Wait until the kernel of the notebook in front has started and has nothing to do."""
    expect(page.get_by_text(re.compile(f"{name}.*Idle"))).to_be_visible(timeout=IDLE)


def wait_for_rest(page):
    """Wait until no cell is due; after an error the kernel calls off what is sent before that."""
    expect(page.locator(".jp-InputPrompt").filter(has_text="[*]")).to_have_count(0, timeout=IDLE)


def cell(page, text):
    """Return the first code cell with a text in it."""
    return page.locator(".jp-CodeCell:visible").filter(has_text=text).first


def choose(page, menu, entry):
    """Choose an entry of the menu bar."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def fill(page, text, source):
    """Replace the source of the code cell with a text in it, and run it."""
    cell(page, text).locator(".cm-content").fill(source)
    run(page, source.splitlines()[0])


def run(page, text):
    """Run a code cell and wait for its end; return it."""
    ran = cell(page, text)
    ran.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(ran.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=IDLE)
    return ran
