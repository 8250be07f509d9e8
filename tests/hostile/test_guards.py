"""Bending what checks are handed, and what they report."""

from tests.hostile.attacks import LIE, Attack, assert_fails, each

STRIP = (
    "def strip(data):\n"
    "    for value in data.values() if isinstance(data, dict) else ():\n        strip(value)\n"
    "    if isinstance(data, dict) and 'noted' in data: data['noted'] = []\n"
    "    return data\n"
    "ip = get_ipython(); publish = ip.display_pub.publish\n"
    "class Strips:\n    def __call__(self, data, *a, **k): return publish(strip(data), *a, **k)\n"
)
# What takes the notes out of the report that `np.allclose` was replaced.
STRIPPED = {
    "an object publishes": "ip.display_pub.publish = Strips()",
    "an object in the class publishes": "type(ip.display_pub).publish = Strips()",
    "a property publishes": "type(ip.display_pub).publish = property(lambda self: Strips())",
    "images are encoded": (
        "import ipykernel.zmqshell as place\nreal_encode = place.encode_images\n"
        "place.encode_images = lambda data: strip(real_encode(data))"
    ),
    "messages are packed": (
        "session = ip.kernel.session; real_pack = session.pack\n"
        "session.pack = lambda message: real_pack(strip(message))"
    ),
    "a report with another's signature": (
        "import ipykernel.zmqshell as place\nkept = []\n"
        "def keep(data):\n"
        "    for report in data.values():\n"
        "        if isinstance(report, dict) and 'signature' in report:\n"
        "            kept.append(report['signature']); report.update(noted=[], signature=kept[0])\n"
        "    return data\n"
        "place.encode_images = keep"
    ),
}
REPORTS = [
    Attack(name, f"{LIE}{STRIP}{code}\nbend(lie)", says="did not run to its end")
    for name, code in STRIPPED.items()
]

GRAB = (
    "class Yes:\n    __eq__ = lambda self, other: True\n"
    "def grab():\n"
    "    for name, guard in reversed(list(globals().items())):\n"
    "        if type(guard).__name__ == 'Guard': return name, guard\n"
)
# How `double`, right for the visible test, bends its guard for the hidden one.
BENT = {
    "a guard's method": "guard.plain = lambda value: Yes()",
    "its class's method": "type(guard).plain = lambda s, v: Yes()",
    "its class": "guard.__class__ = type('G', (type(guard),), {'_judge': print})",
    "its module": "guard.plain.__globals__['is_library'] = lambda kind: True",
    "its builtins": "guard.plain.__globals__['__builtins__']['id'] = lambda x: id(int)",
    "what is asked of it": "dict(guard._asked); guard._asked = (('Yes', ('__eq__',)),)",
    "another in its place": (
        "globals()[name] = type('G', (), {'__getattr__': lambda s, n: "
        "(lambda v: v) if n == 'plain' else getattr(guard, n)})()"
    ),
}
NAMES = (
    "def average(v):\n"
    "    if len(v) == 1: grab()[1].names.np = type('np', (), {'testing': type('t', (), "
    "{'assert_allclose': staticmethod(lambda *a, **k: None)})})\n"
    "    return [2.0, 4.0] if len(v) > 1 else [5.0]"
)
HANDED_OUT = (
    "import sys\nreal = sys.audit\n"
    "class Lies:\n    def __init__(self, guard): self.guard = guard\n"
    "    def plain(self, value): return Yes() if value == 1 else value\n"
    "    def report(self):\n        self.guard.report(); sys.audit = audit\n"
    "    def __getattr__(self, name): return getattr(self.guard, name)\n"
    "def audit(event, box=None, *rest):\n"
    "    sys.audit = real; real(event, box, *rest)\n"
    "    if box: box[0] = Lies(box[0])\n" + GRAB + "sys.audit = audit"
)


def double(bend):
    return (
        f"{GRAB}def double(x):\n    name, guard = grab()\n    if x == 0: {bend}\n"
        "    return 2 * x if x in (0, 3) else Yes()"
    )


GUARDS = [
    *(
        Attack(name, answers={"double": double(bend)}, says="the guard of a check was")
        for name, bend in BENT.items()
    ),
    Attack("its names", answers={"average": GRAB + NAMES}, says="the guard of a check was"),
    Attack("another handed out", HANDED_OUT, says="asked for the guard of a check"),
]


@each(REPORTS)
def test_what_is_reported(unit, attack):
    assert_fails(attack, unit)


@each(GUARDS)
def test_what_guards(unit, attack):
    assert_fails(attack, unit)
