import ast

import pytest

from course.grading.rewrite import rewrite


def rewritten(source, imports=(), bound=()):
    text, needed = rewrite(source, "_g", dict.fromkeys(imports, ""), set(bound))
    return text.replace("\n_g.look()", ""), needed


def test_operands_of_a_comparison_are_looked_at():
    assert rewritten("assert f(2) == y")[0] == "assert _g.plain(_g.plain(f(2)) == _g.plain(y))"


def test_identity_may_stand_between_any_objects():
    assert rewritten("assert f(2) is None")[0] == "assert _g.plain(f(2) is None)"


def test_builtins_and_imports_are_taken_from_the_guard():
    text, needed = rewritten("assert np.all(sum(x))", imports=["np"])
    assert text == "assert _g.plain(_g.names.np.all(_g.plain(_g.names.sum(_g.plain(x)))))"
    assert needed == ["np", "sum"]


@pytest.mark.parametrize(
    ("source", "bound"),
    [("max = 3\nassert max", ()), ("assert max", ["max"]), ("f = lambda max: max", ())],
)
def test_names_that_the_unit_or_the_check_assigns_are_its_own(source, bound):
    assert rewritten(source, bound=bound)[1] == []


def test_only_the_kind_is_asked_of_an_argument_of_isinstance():
    text, _ = rewritten("ok = isinstance(v, Value)")
    assert text == "ok = _g.names.isinstance(_g.kind(v), _g.kind(Value))"


def test_arithmetic_conditions_and_starred_arguments_are_looked_at():
    text, _ = rewritten("x = -a + b\nif not c:\n    print(*d)")
    assert "_g.number(-_g.number(a)) + _g.number(b)" in text
    assert "if _g.plain(not _g.plain(c))" in text
    assert "*_g.kind(d)" in text


def test_the_guard_looks_around_after_each_statement():
    text, _ = rewrite("x = 1\nfor y in x:\n    z = y", "_g", {}, set())
    assert text.count("_g.look()") == 2


def test_what_is_rewritten_means_the_same():
    source = "total = 0\nfor n in range(4):\n    total += n * 2 if n % 2 else -n\nassert total == 6"
    names = {"range": range}

    class Guard:
        plain = number = kind = staticmethod(lambda value: value)
        look = staticmethod(lambda: None)

    Guard.names = type("Names", (), names)
    space = {"_g": Guard}
    text, _ = rewrite(source, "_g", {}, set())
    ast.parse(text)
    exec(text, space)
    assert space["total"] == 6


def test_a_class_in_a_check_may_ask_its_base_class():
    source = "class A(list):\n    def count(self, x):\n        return super().count(x)\nn = A([2]).count(2)"
    assert "super().count(x)" in rewritten(source)[0]
