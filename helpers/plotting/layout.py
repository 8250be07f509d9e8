"""Where the nodes of a graph stand: in columns, each to the right of all that feeds it."""

from graphlib import CycleError, TopologicalSorter


def columns(edges):
    """Return the column of every node: the longest path that leads there.

    A node that nothing feeds stands right before the first node that it feeds.

    Parameters
    ----------
    edges : iterable of (hashable, hashable)
        From a node to one that it feeds.

    Returns
    -------
    dict of hashable to int
        In the order in which the edges name the nodes.

    Raises
    ------
    ValueError
        If the edges form a cycle.
    """
    parents, children = {}, {}
    for start, end in edges:
        parents.setdefault(start, [])
        parents.setdefault(end, []).append(start)
        children.setdefault(start, []).append(end)
    try:
        order = list(TopologicalSorter(parents).static_order())
    except CycleError as error:
        cycle = " to ".join(map(str, error.args[1]))
        raise ValueError(f"the graph has a cycle: {cycle}") from error
    column = {}
    for name in order:
        column[name] = 1 + max((column[parent] for parent in parents[name]), default=-1)
    for name in reversed(order):
        if not parents[name]:
            column[name] = min(column[child] for child in children[name]) - 1
    return {name: column[name] for name in parents}


def places(column):
    """Return column and row of every node, each column centred on row 0, the first one on top.

    Parameters
    ----------
    column : dict of hashable to int

    Returns
    -------
    dict of hashable to (int, float)
    """
    stacks = {}
    for name, x in column.items():
        stacks.setdefault(x, []).append(name)
    return {
        name: (x, (len(names) - 1) / 2 - row)
        for x, names in sorted(stacks.items())
        for row, name in enumerate(names)
    }
