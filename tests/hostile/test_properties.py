"""Whatever happens to a submission, it ends graded, flagged or quarantined."""

import copy
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.grading.align import Unplaceable, align
from tests.hostile.small_unit import LIMITS, POINTS, RIGHT

LAX = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = ("cell_type", "source", "metadata", "id", "outputs", "execution_count", "attachments")


def handed_in(unit):
    return json.loads(json.dumps(unit.submission(RIGHT)))


@st.composite
def honest_changes(draw, notebook):
    """What happens to an honest file: cells doubled, moved, marks lost, notes and spaces added."""
    changed = copy.deepcopy(notebook)
    cells = changed["cells"]
    for cell in cells:
        if draw(st.booleans()):
            cell["metadata"] = {}
    for _ in range(draw(st.integers(0, 3))):
        twin = copy.deepcopy(draw(st.sampled_from(cells)))
        cells.append(twin)
    note = draw(st.text(max_size=40))
    cells.insert(
        draw(st.integers(0, len(cells))), {"cell_type": "markdown", "metadata": {}, "source": note}
    )
    for name in draw(
        st.sets(st.sampled_from(["double-check-1", "average-check-2", "small-2", "small-1"]))
    ):
        changed["cells"] = cells = [cell for cell in cells if cell.get("id") != name]
    return changed


@st.composite
def damages(draw, notebook):
    """Anything, anywhere."""
    changed = copy.deepcopy(notebook)
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 5)) == 0:
            changed[draw(st.sampled_from(["cells", "metadata", "nbformat", "nbformat_minor"]))] = (
                draw(JSON)
            )
        elif isinstance(changed.get("cells"), list) and changed["cells"]:
            cell = draw(st.sampled_from(changed["cells"]))
            if isinstance(cell, dict):
                cell[draw(st.sampled_from(KEYS))] = draw(JSON)
    return changed


@settings(max_examples=150, **LAX)
@given(data=st.data())
def test_any_damage_aligns_or_is_unplaceable(unit, data):
    damaged = data.draw(damages(handed_in(unit)))
    try:
        notebook, _ = align(damaged, unit.master)
    except Unplaceable:
        return
    ids = [cell.id for cell in notebook.cells]
    for cell in unit.master["cells"]:
        if "-check-" in cell["id"]:
            assert ids.count(cell["id"]) == 1
            assert notebook.cells[ids.index(cell["id"])].source == "".join(cell["source"])


@settings(max_examples=5, **LAX)
@given(data=st.data())
def test_any_damage_ends_with_a_result(unit, data):
    result = unit.grade(data.draw(damages(handed_in(unit))), LIMITS)
    assert result.status in ("graded", "quarantined")
    assert result.reason or result.scores


@settings(max_examples=6, **LAX)
@given(data=st.data())
def test_honest_changes_lose_no_point(unit, data):
    result = unit.grade(data.draw(honest_changes(handed_in(unit))), LIMITS)
    assert (result.status, result.points, result.evidence) == ("graded", POINTS, ())


@settings(max_examples=4, **LAX)
@given(text=st.text(max_size=200))
def test_any_text_as_an_answer_earns_nothing_and_costs_the_others_nothing(unit, text):
    result = unit.grade(unit.submission(RIGHT | {"double": text}))
    assert result.status in ("graded", "quarantined")
    assert result.status == "quarantined" or result.points == POINTS - 3
