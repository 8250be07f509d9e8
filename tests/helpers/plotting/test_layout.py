import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.plotting import layout

# A node feeds only nodes with a larger number, so that there is no cycle.
edges = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] < edge[1]),
    min_size=1,
    max_size=20,
)


@given(edges)
def test_every_node_stands_right_of_all_that_feeds_it(edges):
    column = layout.columns(edges)
    assert set(column) == {name for edge in edges for name in edge}
    assert all(column[start] < column[end] for start, end in edges)


@given(edges)
def test_some_feeding_node_stands_right_before(edges):
    column = layout.columns(edges)
    for name in column:
        before = [column[start] for start, end in edges if end == name]
        after = [column[end] for start, end in edges if start == name]
        assert column[name] == (1 + max(before) if before else min(after) - 1)


@given(edges)
def test_no_two_nodes_share_a_place_and_columns_are_centred(edges):
    column = layout.columns(edges)
    places = layout.places(column)
    assert len(set(places.values())) == len(column)
    for x in set(column.values()):
        assert sum(y for place, y in places.values() if place == x) == pytest.approx(0)


def test_the_first_of_a_column_stands_on_top():
    assert layout.places({"a": 0, "b": 1, "c": 1}) == {"a": (0, 0), "b": (1, 0.5), "c": (1, -0.5)}


def test_a_cycle_is_refused():
    with pytest.raises(ValueError, match=r"the graph has a cycle: (1 to 2 to 1|2 to 1 to 2)"):
        layout.columns([(1, 2), (2, 1)])
