"""axe-core in a Playwright page: what keeps people out is told in sentences."""

from axe_playwright_python.sync_playwright import Axe

SERIOUS = ("serious", "critical")


def serious_violations(page, within=None):
    """Return a sentence for each serious violation of the accessibility rules, empty for none.

    Parameters
    ----------
    page : playwright.sync_api.Page
    within : str, optional
        A CSS selector: only this part of the page; the whole page if left out.

    Returns
    -------
    list of str
        Rule, help and the first offending elements, ready for ``assert found == []``.
    """
    found = Axe().run(page, context=within).response["violations"]
    return [_sentence(violation) for violation in found if violation["impact"] in SERIOUS]


def _sentence(violation):
    nodes = [
        f"{' '.join(map(str, node['target']))}: {node['html'][:120]}" for node in violation["nodes"]
    ]
    shown = "; ".join(nodes[:3])
    return f"{violation['id']} ({len(nodes)}): {violation['help']}. {shown}"
