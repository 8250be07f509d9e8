"""Which cell of a submission is which cell of the master.

By the ids that survive: nbgrader's grade id, the cell id of format 4.5, the id that Colab keeps
in the metadata. Where none does, by what the cell says.
"""

import re
from difflib import SequenceMatcher

LIKE_ENOUGH = 0.75
DEFINES = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)


def recognise(cells, expected):
    """Find each expected cell among the cells of a submission.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode
        The submission's.
    expected : list of nbformat.NotebookNode
        The student edition's, in order.

    Returns
    -------
    found : dict of str to int
        Position in `cells` by expected id.
    spare : dict of int to str
        Positions of duplicates, with the id that they claim.
    by_content : set of str
        The ids that were found by what the cell says.
    """
    wanted = {cell.id: cell for cell in expected}
    claims = {}
    for position, cell in enumerate(cells):
        name = next((name for name in _names(cell) if name in wanted), None)
        if name:
            claims.setdefault(name, []).append(position)
    found, spare = {}, {}
    for name, positions in claims.items():
        found[name] = _best(positions, cells, wanted[name])
        spare |= {p: name for p in positions if p != found[name]}
    lost = [cell for cell in expected if cell.id not in found]
    unclaimed = [p for p in range(len(cells)) if p not in spare and p not in found.values()]
    by_content = _by_content(lost, unclaimed, cells)
    by_place = _answers_by_place(lost, expected, found | by_content, unclaimed, cells)
    return found | by_content | by_place, spare, set(by_content) | set(by_place)


def _names(cell):
    nbgrader = cell.metadata.get("nbgrader")
    names = [nbgrader.get("grade_id")] if isinstance(nbgrader, dict) else []
    return [n for n in (*names, cell.get("id"), cell.metadata.get("id")) if isinstance(n, str)]


def _best(positions, cells, wanted):
    """Among duplicates: the check that is nearest to the original, the last worked-on answer."""
    if len(positions) == 1:
        return positions[0]
    if wanted.metadata.get("nbgrader", {}).get("solution"):
        worked_on = [p for p in positions if cells[p].source.strip() != wanted.source.strip()]
        return (worked_on or positions)[-1]
    return max(positions, key=lambda p: likeness(cells[p].source, wanted.source))


def _by_content(lost, unclaimed, cells):
    """Pair lost cells with cells that say the same, best pairs first, each used once."""
    pairs = [
        (score, -position, cell.id)
        for cell in lost
        for position in unclaimed
        if (score := _resemblance(cells[position], cell)) >= LIKE_ENOUGH
    ]
    found, used = {}, set()
    for _, negative, name in sorted(pairs, reverse=True):
        if name not in found and -negative not in used:
            found[name] = -negative
            used.add(-negative)
    return found


def _resemblance(cell, wanted):
    if cell.cell_type != wanted.cell_type:
        return 0.0
    if defined := set(DEFINES.findall(wanted.source)):
        return 1.0 if defined <= set(DEFINES.findall(cell.source)) else 0.0
    return likeness(cell.source, wanted.source)


def _answers_by_place(lost, expected, found, unclaimed, cells):
    """A written answer resembles nothing, but it stands below its question."""
    free, order = set(unclaimed) - set(found.values()), [cell.id for cell in expected]
    by_place = {}
    for cell in lost:
        above = order[order.index(cell.id) - 1]
        if cell.cell_type == "markdown" and cell.id not in found and above in found:
            below = found[above] + 1
            if below in free and cells[below].cell_type == "markdown":
                by_place[cell.id] = below
    return by_place


def likeness(one, other):
    """Return how alike two sources are, 0 to 1, white space apart."""
    one, other = ("".join(text.split())[:20_000] for text in (one, other))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The two bounds are cheap; the ratio itself is quadratic.
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < LIKE_ENOUGH:
        return 0.0
    return matcher.ratio()
