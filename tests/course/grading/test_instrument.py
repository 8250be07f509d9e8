import ast

import pytest

from course.grading.instrument import CANARIES


@pytest.mark.parametrize("source", [source for _, source in CANARIES])
def test_a_canary_leaves_nothing_in_the_notebook(source):
    nodes = list(ast.walk(ast.parse(source.format(message="x"))))
    assert not [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
