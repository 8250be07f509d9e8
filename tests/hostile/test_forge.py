"""Forged objects, libraries and messages: no point that was not earned."""

from tests.hostile.attacks import Attack, assert_fails, each

YES = "class Yes:\n    def __eq__(self, other): return True\n"
LIST = "class L(list):\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"


def doubles(body, more=""):
    """Return an attack's answer: `double` with this body."""
    return {"double": more + "def double(x):\n" + "\n".join(f"    {x}" for x in body.split("\n"))}


OBJECTS = [
    Attack("equals everything", answers=doubles("return Yes()", YES), says="Yes"),
    Attack(
        "equals everything, nested",
        answers={"average": YES + "def average(v): return [Yes(), Yes()]"},
    ),
    Attack(
        "a number that equals everything",
        answers=doubles("return N(1)", "class N(int):\n    __eq__ = lambda s, o: True\n"),
        says="N",
    ),
    Attack(
        "a list that equals everything",
        answers={"average": LIST + "def average(v): return L([1])"},
    ),
    Attack(
        "an array that equals everything",
        answers={
            "average": (
                "class A(np.ndarray):\n    def __array_function__(self, *a, **k): return True\n"
                "    def __sub__(self, o): return 0\n    def __getitem__(self, i): return self\n"
                "    def __abs__(self): return 0.0\ndef average(v): return np.zeros(2).view(A)"
            )
        },
        says="class A",
    ),
    Attack(
        "arithmetic that vanishes",
        answers={
            "average": (
                "class Z:\n    def __sub__(self, o): return 0.0\ndef average(v): return [Z()] * 3"
            )
        },
    ),
    Attack(
        "a class with a library's name",
        answers=doubles(
            "return Yes()", YES + "Yes.__module__ = 'numpy'; Yes.__qualname__ = 'ndarray'\n"
        ),
        says="decides itself",
    ),
    Attack(
        "a class planted in a library",
        answers=doubles("return Yes()", YES + "Yes.__module__ = 'numpy'; np.Yes = Yes\n"),
        says="numpy.Yes",
    ),
    Attack(
        "a class from exec",
        answers=doubles(
            "return S['Yes']()",
            f"S = {{'__name__': 'numpy'}}\nexec(compile({YES!r}, 'numpy.py', 'exec'), S)\n",
        ),
        says="decides itself",
    ),
    Attack(
        "mock's ANY", answers=doubles("return ANY", "from unittest.mock import ANY\n"), says="ANY"
    ),
    Attack(
        "a magic mock",
        answers=doubles(
            "m = MagicMock(); m.__eq__ = lambda s, o: True; return m",
            "from unittest.mock import MagicMock\n",
        ),
        says="decides itself",
    ),
    Attack(
        "a masked array",
        answers={"average": "def average(v): return np.ma.masked_all(np.shape(v)[1])"},
    ),
    Attack(
        "an object array of liars",
        answers={"average": YES + "def average(v): return np.array([Yes()] * np.shape(v)[1])"},
    ),
    Attack(
        "a liar in a generator",
        answers={"average": "def average(v):\n    yield 2\n    yield 4"},
    ),
    Attack(
        "__class__ lies",
        answers={
            "Counter": "class Counter:\n    __class__ = int\n    count = 0\n    def add(self, n): return Any()\nclass Any:\n    __class__ = property(lambda s: int)\n    __eq__ = lambda s, o: True"
        },
        says="Any",
    ),
    Attack(
        "a metaclass says it is an instance",
        answers={
            "Counter": (
                "class Meta(type):\n    def __instancecheck__(cls, o): return True\n"
                "class Fake(metaclass=Meta): pass\nclass Other:\n    count = 0\n"
                "    def add(self, n): return 2\ndef Counter(): return Other()\nCounter = Counter"
            )
        },
    ),
    Attack(
        "the exercise's own class equals everything",
        answers={
            "Counter": (
                "class Counter:\n    __eq__ = lambda s, o: True\n    def add(self, n): return self\n"
                "    count = property(lambda s: s)"
            )
        },
        says="Counter",
    ),
    Attack(
        "a dataclass with an equality of its own",
        answers=doubles(
            "return D()",
            "import dataclasses\n@dataclasses.dataclass(eq=False)\nclass D:\n    a: int = 1\n"
            "    def __eq__(self, other): return True\n",
        ),
        says="class D",
    ),
    Attack(
        "a metaclass says it is int",
        answers=doubles(
            "return Yes()",
            "class Meta(type):\n    __hash__ = lambda c: hash(int)\n    __eq__ = lambda c, o: True\n"
            "    __flags__ = 0\n    __mro__ = (int,)\n"
            "class Yes(metaclass=Meta):\n    def __eq__(self, other): return True\n",
        ),
        says="metaclass",
    ),
    Attack("not a number", answers=doubles("return float('nan')")),
    Attack("raises SystemExit", answers=doubles("raise SystemExit(0)")),
    Attack("raises KeyboardInterrupt", answers=doubles("raise KeyboardInterrupt")),
    Attack(
        "raises an AssertionError that says passed",
        answers=doubles("raise AssertionError('passed: 2 of 2 points')"),
    ),
]

PATCHES = [
    Attack("np.allclose", "np.allclose = lambda *a, **k: True", says="numpy.allclose"),
    Attack(
        "np.array_equal",
        "np.array_equal = np.isclose = lambda *a, **k: True",
        says="numpy.array_equal",
    ),
    Attack(
        "numpy.testing", "np.testing.assert_allclose = lambda *a, **k: None", says="assert_allclose"
    ),
    Attack(
        "deep in numpy.testing",
        "import numpy.testing._private.utils as u\nu.assert_array_compare = lambda *a, **k: None",
        says="assert_array_compare",
    ),
    Attack(
        "deep in NumPy",
        "import numpy._core.numeric as m\nm.isclose = lambda a, b, **k: np.ones(1, bool)",
        says="numeric.isclose",
    ),
    Attack(
        "code of a function",
        "np.testing.assert_allclose.__code__ = (lambda *a, **k: None).__code__",
        says="rewrites functions",
    ),
    Attack("builtins.abs", "import builtins; builtins.abs = lambda x: 0", says="builtins.abs"),
    Attack(
        "builtins.isinstance",
        'import builtins\nreal = isinstance\nbuiltins.isinstance = lambda o, c: str(c).endswith("Counter\'>") or real(o, c)',
        says="builtins.isinstance",
    ),
    Attack(
        "AssertionError",
        "import builtins\nclass E(BaseException):\n    pass\nbuiltins.AssertionError = E",
        says="AssertionError",
    ),
    Attack("operator", "import operator; operator.eq = lambda a, b: True", says="operator.eq"),
    Attack(
        "the numpy module",
        "import sys, types; sys.modules['numpy'] = types.SimpleNamespace(allclose=lambda *a: True)",
    ),
    Attack(
        "helpers",
        "import helpers.datasets\nhelpers.datasets.load = lambda *a: None",
        says="helpers.datasets.load",
    ),
    Attack(
        "names of the notebook",
        "abs = isinstance = lambda *a: True\nclass np:\n    allclose = lambda *a: True",
    ),
    Attack(
        "while a check runs, and back again",
        answers={
            "average": (
                "calls, real = [], np.testing.assert_allclose\n"
                "def average(v):\n    calls.append(1)\n"
                "    np.testing.assert_allclose = lambda *a, **k: None\n    return [5.0, 5.0]\n"
            )
        },
        says="assert_allclose",
    ),
    Attack(
        "for one statement only",
        answers={
            "average": (
                "import numpy.testing._private.utils as u, atexit, weakref\nreal = u.assert_array_compare\n"
                "def average(v):\n    u.assert_array_compare = lambda *a, **k: None\n    return [5.0]\n"
                "class Back:\n    def __del__(self): u.assert_array_compare = real\n"
            )
        },
        says="assert_array_compare",
    ),
    Attack(
        "mock.patch",
        "from unittest import mock\nmock.patch('numpy.allclose', return_value=True).start()",
        says="numpy.allclose",
    ),
    Attack(
        "a module that is not NumPy",
        "open('numpy.py', 'w').write('allclose = lambda *a: True')\nimport sys; del sys.modules['numpy']; sys.path.insert(0, '.')\nimport numpy",
        says="ended as AttributeError",
    ),
]


@each(OBJECTS)
def test_objects_that_lie(unit, attack):
    assert_fails(attack, unit)


@each(PATCHES)
def test_patched_libraries(unit, attack):
    assert_fails(attack, unit)
