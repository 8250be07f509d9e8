"""Bending the kernel itself: what runs, traces, answers and shows."""

from tests.hostile.attacks import Attack, assert_fails, each

SHELL = "ip = get_ipython()\n"
KERNEL = SHELL + "kernel = ip.kernel\n"
# Reads the secret of the running check and sends a report in its name.
FORGED_REPORT = (
    "import re\n"
    "def forge():\n"
    "    code = get_ipython().kernel.get_parent('shell')['content']['code']\n"
    "    secret = (re.search(r\"'([0-9a-f]{32})'\", code) or [0, 'none'])[1]\n"
    "    mime = 'application/vnd.neuron-to-nas.proof+json'\n"
    "    display({mime: {'secret': secret, 'noted': []}}, raw=True)\n"
)

SOURCES = [
    Attack("cleanup transformer", SHELL + "ip.input_transformers_cleanup.append(lambda lines: [])"),
    Attack(
        "post transformer", SHELL + "ip.input_transformers_post.append(lambda lines: ['pass\\n'])"
    ),
    Attack(
        "transformer that spares canaries",
        SHELL + "ip.input_transformers_post.append("
        "lambda ls: [l for l in ls if 'double' not in l or 'def' in l])",
    ),
    Attack(
        "ast transformer without asserts",
        SHELL + "import ast\nclass T(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\nip.ast_transformers.append(T())",
        says="ast_transformers",
    ),
    Attack(
        "compiler with optimisation",
        SHELL + "import ast\nip.compile.ast_parse = lambda source, filename='x', symbol='exec': "
        "compile(source, filename, symbol, ast.PyCF_ONLY_AST, optimize=2)\n"
        "real = ip.run_code\nasync def run_code(code, result=None, **k):\n    return False\nip.run_code = run_code",
    ),
    Attack(
        "builtins.compile",
        "import builtins\nreal = compile\nbuiltins.compile = lambda s, *a, **k: real(s, *a, **{**k, 'optimize': 2})",
    ),
    Attack("run_cell", SHELL + "real = ip.run_cell\nip.run_cell = lambda *a, **k: real('1')"),
    Attack(
        "run_cell_async",
        SHELL + "real = ip.run_cell_async\nip.run_cell_async = lambda c, *a, **k: real('1')",
    ),
    Attack(
        "do_execute",
        KERNEL + "real = kernel.do_execute\n"
        "async def do_execute(code, *a, **k): return await real('1', *a, **k)\n"
        "kernel.do_execute = do_execute",
    ),
    Attack(
        "do_execute with forged reports",
        KERNEL + FORGED_REPORT + "real = kernel.do_execute\n"
        "async def do_execute(code, *a, **k):\n    forge()\n    return await real('1', *a, **k)\n"
        "kernel.do_execute = do_execute",
        says="cannot hold was reported as passed",
    ),
    Attack("showtraceback", SHELL + "ip.showtraceback = lambda *a, **k: None"),
    Attack("set_custom_exc", SHELL + "ip.set_custom_exc((Exception,), lambda *a, **k: None)"),
    Attack("_showtraceback", SHELL + "ip._showtraceback = lambda *a, **k: None"),
    Attack("the class of the shell", SHELL + "type(ip).run_cell_async = None"),
    Attack("exit handlers", "import atexit, os\natexit.register(print, 'passed')\nexit()"),
    Attack(
        "events",
        SHELL + "ip.events.register('pre_run_cell', lambda info: None)",
        says="listens to IPython's event",
    ),
    Attack("display hook", "import sys; sys.displayhook = lambda value: None"),
    Attack("display_pub", SHELL + "ip.display_pub.publish = lambda *a, **k: None", says=""),
    Attack(
        "get_ipython is another",
        "def get_ipython(): return None\ndef display(*a, **k): pass\n_aside = _display = _read_probe = Guard = None",
    ),
    Attack(
        "IPython's get_ipython",
        "import IPython\nIPython.get_ipython = lambda: None\nimport IPython.core.getipython as g\ng.get_ipython = lambda: None",
    ),
    Attack(
        "an early report",
        FORGED_REPORT
        + "display({'application/vnd.neuron-to-nas.proof+json': {'secret': 'x', 'noted': []}}, raw=True)",
        says="as only a check does",
    ),
    Attack(
        "a report from inside a check",
        FORGED_REPORT,
        {"double": "def double(x):\n    forge()\n    return 0"},
        says="although it failed",
    ),
    Attack(
        "replays a report",
        "import sys\nbox = []\n"
        "sys.audit('neuron-to-nas.guard', box, 'x', 'application/vnd.neuron-to-nas.proof+json', 'x', {}, [], {})\n"
        "box[0].report()",
        says="as only a check does",
    ),
    Attack(
        "sys.audit",
        "import sys\nclass G:\n    def __init__(self, *a): pass\n    def __getattr__(self, n): return lambda *a: a[0] if a else None\nsys.audit = lambda e, box=None: box.append(G) if box is not None else None",
    ),
]

WATCHERS = [
    Attack("settrace", "import sys; sys.settrace(lambda *a: None)", says="traces calls"),
    Attack("setprofile", "import sys; sys.setprofile(lambda *a: None)", says="traces calls"),
    Attack(
        "threading.settrace_all",
        "import threading, sys\n(getattr(sys, 'monitoring', None) and sys.monitoring.register_callback(0, 1, print)) or sys.settrace(print)",
        says="traces calls",
    ),
    Attack("an audit hook", "import sys; sys.addaudithook(lambda *a: None)", says="audit hook"),
    Attack(
        "a thread that rewrites",
        "import threading, time\ndef work():\n    while True: time.sleep(0.01)\n"
        "threading.Thread(target=work, daemon=True).start()",
        says="thread of student code",
    ),
    Attack(
        "a raw thread",
        "import _thread, time\n_thread.start_new_thread(lambda: time.sleep(60), ())",
        says="thread of student code",
    ),
    Attack(
        "a timer",
        "import threading\nt = threading.Timer(60, lambda: None); t.daemon = True; t.start()",
        says="timer of student code",
    ),
    Attack(
        "a signal handler",
        "import signal\nsignal.signal(signal.SIGALRM, lambda *a: None); signal.setitimer(signal.ITIMER_REAL, 1, 1)",
        says="handles signal SIGALRM",
    ),
    Attack(
        "the garbage collector",
        "import gc\ngc.callbacks.append(lambda *a: None)",
        says="garbage collector",
    ),
    Attack("searches memory", "import gc\nprint(len(gc.get_objects()))", says="searches memory"),
    Attack(
        "reads the caller's constants",
        answers={
            "double": "import sys\ndef double(x):\n    frame = sys._getframe(1)\n"
            "    return [c for c in frame.f_code.co_consts if type(c) is int][-1]"
        },
        says="frames of its callers",
    ),
    Attack(
        "reads the caller's names through inspect",
        answers={
            "double": "import inspect\ndef double(x):\n    return inspect.currentframe().f_back.f_globals"
        },
        says="frames of its callers",
    ),
    Attack(
        "reads the caller through a traceback",
        answers={
            "double": "def double(x):\n    try: 1 / 0\n    except ZeroDivisionError as e:\n"
            "        return e.__traceback__.tb_frame.f_back.f_locals['expected']"
        },
        says="frames of its callers",
    ),
    Attack(
        "reads the caller through walk_stack",
        answers={
            "double": "import traceback\ndef double(x): return next(traceback.walk_stack(None))"
        },
        says="frames of its callers",
    ),
    Attack("ctypes", "import ctypes\nctypes.string_at(id(0), 8)", says="memory"),
    Attack("C functions", "import ctypes\nctypes.CDLL(None).getpid()", says="calls C functions"),
]

MESSAGES = [
    Attack(
        "session.send drops errors",
        KERNEL + "real = kernel.session.send\n"
        "def send(stream, kind, content=None, *a, **k):\n"
        "    if kind == 'execute_reply': content = {'status': 'ok', 'execution_count': 1}\n"
        "    return real(stream, kind, content, *a, **k)\nkernel.session.send = send",
    ),
    Attack("the class of the session", KERNEL + "type(kernel.session).send = None"),
    Attack(
        "forks and answers twice",
        answers={
            "double": "import os\ndef double(x):\n    if os.fork() == 0:\n        return 2 * x\n    return 1"
        },
    ),
    Attack(
        "a child that prints",
        answers={
            "double": "import os\ndef double(x):\n    if os.fork() == 0:\n        print('passed'); os._exit(0)\n"
            "    os.wait()\n    return 1"
        },
    ),
    Attack(
        "a forged reply",
        KERNEL
        + FORGED_REPORT
        + "def reply():\n    forge()\n    parent = kernel.get_parent('shell')\n"
        "    content = {'status': 'ok', 'execution_count': 1, 'user_expressions': {}, 'payload': []}\n"
        "    message = kernel.session.serialize(kernel.session.msg('execute_reply', content, parent))\n"
        "    socket = kernel.shell_socket if hasattr(kernel, 'shell_socket') else kernel.shell_stream\n"
        "    getattr(socket, 'socket', socket).send_multipart([*IDENT(), *message])\n"
        "def IDENT():\n    return kernel._parent_ident['shell'] if isinstance(kernel._parent_ident, dict) else kernel._shell_parent_ident.get()\n",
        {"double": "def double(x):\n    reply()\n    return 0"},
    ),
    Attack(
        "a forged reply, and silence",
        KERNEL + "def idle():\n    kernel.session.send(kernel.iopub_socket, 'status', "
        "{'execution_state': 'idle'}, parent=kernel.get_parent('shell'))\n",
        {"double": "def double(x):\n    idle()\n    return 0"},
    ),
]


@each(SOURCES)
def test_what_runs(unit, attack):
    assert_fails(attack, unit)


@each(WATCHERS)
def test_what_watches(unit, attack):
    assert_fails(attack, unit)


@each(MESSAGES)
def test_what_is_answered(unit, attack):
    assert_fails(attack, unit)
