"""Bending what watches over the kernel, and what it hands to checks."""

from tests.hostile.attacks import Attack, assert_failed, each

# `np.allclose` lies where the canaries do not ask.
LIE = (
    "real = np.allclose\n"
    "def lie(a, b, **k): return len(b) > 1 or real(a, b, **k)\n"
    "def bend(function):\n    for place in (np, np._core.numeric): place.allclose = function\n"
)
STAND_IN = (
    "class StandIn:\n    def __call__(self, a, b, **k): return lie(a, b, **k)\n"
    "StandIn.__module__ = 'numpy'\n"
)
STRIP = (
    "def strip(data):\n"
    "    for value in data.values() if isinstance(data, dict) else ():\n        strip(value)\n"
    "    if isinstance(data, dict) and 'noted' in data: data['noted'] = []\n"
    "    return data\n"
    "ip = get_ipython(); publish = ip.display_pub.publish\n"
    "class Strips:\n    def __call__(self, data, *a, **k): return publish(strip(data), *a, **k)\n"
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

REPORTS = [
    Attack("an object publishes", LIE + STRIP + "ip.display_pub.publish = Strips(); bend(lie)"),
    Attack(
        "an object in the class publishes",
        LIE + STRIP + "type(ip.display_pub).publish = Strips(); bend(lie)",
    ),
    Attack(
        "a property publishes",
        LIE + STRIP + "type(ip.display_pub).publish = property(lambda self: Strips()); bend(lie)",
    ),
    Attack(
        "images are encoded",
        LIE + STRIP + "import ipykernel.zmqshell as place\nreal_encode = place.encode_images\n"
        "place.encode_images = lambda data: strip(real_encode(data))\nbend(lie)",
    ),
    Attack(
        "messages are packed",
        LIE + STRIP + "session = ip.kernel.session; real_pack = session.pack\n"
        "session.pack = lambda message: real_pack(strip(message))\nbend(lie)",
    ),
    Attack(
        "a report with another's signature",
        LIE + STRIP + "import ipykernel.zmqshell as place\nkept = []\n"
        "def keep(data):\n"
        "    for report in data.values():\n"
        "        if isinstance(report, dict) and 'signature' in report:\n"
        "            kept.append(report['signature']); report.update(noted=[], signature=kept[0])\n"
        "    return data\n"
        "place.encode_images = keep; bend(lie)",
    ),
]

GRAB = (
    "class Yes:\n    __eq__ = lambda self, other: True\n"
    "def grab():\n"
    "    for name, guard in reversed(list(globals().items())):\n"
    "        if type(guard).__name__ == 'Guard': return name, guard\n"
)


def once_seen(body):
    """Return an answer that is right for the visible check and bends its guard for the hidden one."""
    return {
        "double": GRAB + "def double(x):\n    name, guard = grab()\n    "
        f"if x == 0: {body}\n    return 2 * x if x in (0, 3) else Yes()"
    }


GUARDS = [
    Attack("a guard's method", answers=once_seen("guard.plain = lambda value: Yes()")),
    Attack("its class's method", answers=once_seen("type(guard).plain = lambda s, v: Yes()")),
    Attack(
        "its class",
        answers=once_seen("guard.__class__ = type('G', (type(guard),), {'_judge': print})"),
    ),
    Attack(
        "its module", answers=once_seen("guard.plain.__globals__['is_library'] = lambda kind: True")
    ),
    Attack(
        "its builtins",
        answers=once_seen("guard.plain.__globals__['__builtins__']['id'] = lambda x: id(int)"),
    ),
    Attack(
        "what is asked of it",
        answers=once_seen("dict(guard._asked); guard._asked = (('Yes', ('__eq__',)),)"),
    ),
    Attack(
        "the names it gives",
        answers={
            "average": GRAB + "def average(v):\n"
            "    if len(v) == 1: grab()[1].names.np = type('np', (), {'testing': type('t', (), "
            "{'assert_allclose': staticmethod(lambda *a, **k: None)})})\n"
            "    return [2.0, 4.0] if len(v) > 1 else [5.0]"
        },
    ),
    Attack(
        "another in its place",
        answers=once_seen(
            "globals()[name] = type('G', (), {'__getattr__': lambda s, n: "
            "(lambda v: v) if n == 'plain' else getattr(guard, n)})()"
        ),
    ),
    Attack(
        "another that is handed out",
        "import sys\nreal = sys.audit\n"
        "class Lies:\n    def __init__(self, guard): self.guard = guard\n"
        "    def plain(self, value): return Yes() if value == 1 else value\n"
        "    def report(self):\n        self.guard.report(); sys.audit = audit\n"
        "    def __getattr__(self, name): return getattr(self.guard, name)\n"
        "def audit(event, box=None, *rest):\n"
        "    sys.audit = real; real(event, box, *rest)\n"
        "    if box: box[0] = Lies(box[0])\n" + GRAB + "sys.audit = audit",
        says="asked for the guard of a check",
    ),
]


@each(READING)
def test_what_is_read(unit, attack):
    assert_failed(attack, unit.grade(attack.submission(unit)))


@each(ORIGINS)
def test_whose_code_it_is(unit, attack):
    assert_failed(attack, unit.grade(attack.submission(unit)))


@each(REPORTS)
def test_what_is_reported(unit, attack):
    result = unit.grade(attack.submission(unit))
    assert result.status == "flagged"
    assert_failed(attack, result)


@each(GUARDS)
def test_what_guards(unit, attack):
    result = unit.grade(attack.submission(unit))
    assert result.status == "flagged"
    assert_failed(attack, result)
