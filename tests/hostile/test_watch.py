"""Bending what watches over the kernel: what it reads, and whose code it takes something for."""

from tests.hostile.attacks import LIE, Attack, assert_fails, each

STAND_IN = (
    "class StandIn:\n    def __call__(self, a, b, **k): return lie(a, b, **k)\n"
    "StandIn.__module__ = 'numpy'\n"
)
READING = [
    Attack(
        "a stand-in that rewrites the reading that it is compared with",
        LIE + STAND_IN + "import sys\n"
        "def rewrite(name):\n"
        "    frame = sys._getframe(2)\n"
        "    while name == '_implementation' and frame is not None:\n"
        "        for value in frame.f_locals.values():\n"
        "            before = getattr(value, 'before', value)\n"
        "            for place in list(before) if isinstance(before, dict) else ():\n"
        "                if str(place).endswith('.allclose'): before[place] = (id(stand_in), id(None))\n"
        "        frame = frame.f_back\n"
        "    raise AttributeError(name)\n"
        "StandIn.__getattr__ = lambda self, name: rewrite(name)\n"
        "stand_in = StandIn(); bend(stand_in)",
        says="numpy.allclose was replaced",
    ),
    Attack(
        "vars shows what was there before",
        LIE + STAND_IN + "import builtins\n"
        "real_vars, places = vars, (builtins, np, np._core.numeric)\n"
        "before = {id(place): dict(vars(place)) for place in places}\n"
        "builtins.vars = lambda *a: before.get(id(a[0]) if a else 0) or real_vars(*a)\n"
        "bend(StandIn())",
        says="builtins.vars was replaced",
    ),
    Attack(
        "types.FunctionType is another",
        LIE + "import types; types.FunctionType = types.MethodType = type(None); bend(lie)",
        says="numpy.allclose was replaced",
    ),
    Attack(
        "claims to be a method of another",
        LIE + "import types\nclass StandIn:\n"
        "    __call__ = lambda self, *a, **k: lie(*a, **k)\n"
        "    __class__ = property(lambda self: types.MethodType)\n"
        "    __func__ = property(lambda self: real)\n"
        "bend(StandIn())",
        says="numpy.allclose was replaced",
    ),
    Attack(
        "a frame that is not the caller's",
        "import sys\nreal = sys._getframe\n"
        "class Other:\n    f_back = None\n    class f_code: co_filename = co_name = '<course>'\n",
        {
            "double": "def double(x):\n    sys._getframe = lambda depth=0: Other\n"
            "    try: frame = real(1)\n    finally: sys._getframe = real\n"
            "    return [c for c in frame.f_code.co_consts if type(c) is int][-1]"
        },
        says="frames of its callers",
    ),
    Attack(
        "a property that finds the watch through a library while it is read",
        LIE + "import heapq, sys\nip = get_ipython(); events = ip.events\n"
        "def forget(self):\n"
        "    sys.audit('neuron-to-nas.note', 'x', 'y')\n"
        "    try: frame = next(heapq.merge(map(sys._getframe, [0])))\n"
        "    except RuntimeError: frame = None\n"
        "    while frame is not None:\n"
        "        watch = frame.f_locals.get('self')\n"
        "        if hasattr(watch, 'before'): watch.before = watch.own['read'](ip)\n"
        "        frame = frame.f_back\n"
        "    return events\n"
        "bend(lie); type(ip).events = property(forget)",
        says="frames of its callers",
    ),
    Attack(
        "logging tells the frame",
        "import logging",
        {"double": "def double(x): return logging.currentframe().f_back.f_code.co_consts[0]"},
        says="frames of its callers",
    ),
    Attack(
        "a library looks at all threads",
        "import heapq, itertools, sys\n"
        "next(heapq.merge(itertools.starmap(sys._current_frames, [()])))",
        says="frames of its callers",
    ),
    Attack(
        "a helper replaced by a stand-in",
        "import helpers.datasets\n" + LIE + STAND_IN + "helpers.datasets.load = StandIn()\n",
        says="helpers.datasets.load was replaced",
    ),
]

PEEK = "import sys\ndef peek(): return sys._getframe(2).f_code.co_consts"
PEEKS = {"double": "def double(x): return [c for c in peek() if type(c) is int][-1]"}
FRAMES = "looks into the frames of its callers"
OFF = "passes its code off as a library's"
ORIGINS = [
    Attack(
        "compiled under another name",
        f"exec(compile({PEEK!r}, 'mine', 'exec'), globals())",
        PEEKS,
        says=FRAMES,
    ),
    Attack(
        "compiled under a library's name",
        f"exec(compile({PEEK!r}, np.__file__, 'exec'), globals())",
        PEEKS,
        says=OFF,
    ),
    Attack(
        "compiled under the grader's name",
        f"exec(compile({PEEK!r}, '<course>', 'exec'), globals())",
        PEEKS,
        says=OFF,
    ),
    Attack(
        "compiled under a name that says it is a library's",
        "class Name(str):\n    startswith = endswith = lambda *a: True\n    __eq__ = lambda *a: True\n"
        f"    __hash__ = str.__hash__\nexec(compile({PEEK!r}, Name('mine'), 'exec'), globals())",
        PEEKS,
        says=FRAMES,
    ),
    Attack(
        "compiled by the import system",
        "from importlib.machinery import SourceFileLoader\n"
        f"exec(SourceFileLoader('x', 'x').source_to_code({PEEK!r}, np.__file__), globals())",
        PEEKS,
        says=OFF,
    ),
    Attack(
        "given a library's name later",
        PEEK + "\nexec(peek.__code__.replace(co_filename=np.__file__))",
        PEEKS,
        says=OFF,
    ),
    Attack(
        "loaded from bytes",
        "import marshal\n"
        f"data = marshal.dumps(compile({PEEK!r}, '<frozen_x>', 'exec'))\n"
        "exec(marshal.loads(data.replace(b'<frozen_x>', b'<frozen x>')), globals())",
        PEEKS,
        says="loads code from bytes",
    ),
    Attack(
        "written into a module",
        f"open('mine.py', 'w').write({PEEK!r})\nfrom mine import peek",
        PEEKS,
        says=FRAMES,
    ),
    Attack(
        "written into a module that is found by way of a library",
        "import os, sys\n"
        f"open('mine.py', 'w').write({PEEK!r})\n"
        "up = os.path.relpath(os.getcwd(), os.path.dirname(np.__file__))\n"
        "sys.path.insert(0, os.path.join(os.path.dirname(np.__file__), up))\n"
        "from mine import peek",
        PEEKS,
        says=FRAMES,
    ),
    Attack(
        "cells that have a library's name",
        "import os; os.environ['IPYKERNEL_CELL_NAME'] = np.__file__",
        {"double": PEEK + "\n" + PEEKS["double"]},
        says="cannot hold",
    ),
    Attack(
        "cells that have another name",
        "import os; os.environ['IPYKERNEL_CELL_NAME'] = 'mine'",
        {"double": PEEK + "\n" + PEEKS["double"]},
        says=FRAMES,
    ),
]


@each(READING)
def test_what_is_read(unit, attack):
    assert_fails(attack, unit)


@each(ORIGINS)
def test_whose_code_it_is(unit, attack):
    assert_fails(attack, unit)
