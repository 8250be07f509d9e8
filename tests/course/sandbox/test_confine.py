"""What student code tries, and does not get."""

import os
import socket
from pathlib import Path

import pytest

from course.sandbox import manager

REPOSITORY = Path(manager.__file__).parents[2]

TRIES = {
    "passwords": "open('/etc/shadow')",
    "grade book": "open({gradebook!r})",
    "masters": "import os; os.listdir({solutions!r})",
    "grader": "import os; os.listdir({course!r})",
    "other submissions": "import os; print([os.listdir('/tmp'), os.listdir('/home')])",
    "environment": (
        "import os\n"
        "print(dict(os.environ), open('/proc/self/environ').read(), open('/proc/1/environ').read())"
    ),
    "own environment": "print(dict(os.environ), open('/proc/self/environ').read())",
    "loopback": "import socket; socket.create_connection(('127.0.0.1', {port}), 3)",
    "internet": "socket.create_connection(('192.0.2.1', 80), 3)",
    "processes": "print([name for name in os.listdir('/proc') if name.isdigit()])",
    "signal grader": "os.kill({grader}, 0)",
    "signal all": "import signal, time; os.kill(-1, signal.SIGKILL)",
    "stop process 1": (
        "try: os.kill(1, signal.SIGKILL)\nexcept PermissionError: pass\ntime.sleep(.2); print('on')"
    ),
    "trace process 1": (
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.ptrace(16, 1, 0, 0), os.strerror(ctypes.get_errno()))"
    ),
    "read process 1": "open('/proc/1/mem', 'rb')",
    "write Python": "open(os.__file__, 'a')",
    "write packages": "import numpy; open(numpy.__file__, 'a')",
    "write system": "open('/usr/mine', 'w')",
    "write root": "open('/mine', 'w')",
    "write sockets": "open('/run/kernel/mine', 'w')",
    "replace socket": "os.rename('/run/kernel/k-1', '/run/kernel/k-9')",
    "mount": "print(libc.mount(b'x', b'/tmp', b'tmpfs', 0, None), os.strerror(ctypes.get_errno()))",
    "new user namespace": (
        "import subprocess\n"
        "print(subprocess.run(['unshare', '--user', 'true'], capture_output=True).stderr)"
    ),
    "rights": (
        "print([line for line in open('/proc/self/status') if line.startswith(('Cap', 'NoNew'))])"
    ),
    "open files": (
        "print([os.readlink(f'/proc/self/fd/{{n}}') for n in os.listdir('/proc/self/fd')"
        " if os.path.exists(f'/proc/self/fd/{{n}}')])"
    ),
    "become root": "print(subprocess.run(['su', '-c', 'id']).returncode)",
    "raise limit": ("import resource; resource.setrlimit(resource.RLIMIT_NPROC, (-1, -1))"),
    "hidden tests": (
        # Python and `helpers` may lie there as well, in a checkout under /tmp.
        "import helpers, sys; shown = (sys.prefix, sys.base_prefix, *helpers.__path__)\n"
        "print([name for folder in ('/home', '/tmp', '/dev/shm', '/run')"
        " for path, _, names in os.walk(folder) if not path.startswith(shown)"
        " for name in names])"
    ),
    "identity": "import getpass; print(getpass.getuser(), os.getuid(), os.getcwd())",
    "data": "print(open('data.csv').read(), open({data!r}).read())",
    "write data": "open({data!r}, 'a')",
    "helpers": "import helpers; print(helpers.__name__)",
    "scratch": "open('mine', 'w').write('x'); print(open('mine').read())",
}


@pytest.fixture(scope="module")
def tried(run_cells, tmp_path_factory):
    """Run all tries in one notebook; return its cells by name."""
    folder = tmp_path_factory.mktemp("class")
    gradebook, data = folder / "gradebook.db", folder / "public" / "data.csv"
    gradebook.write_text("marks")
    data.parent.mkdir()
    data.write_text("1,2")
    for path in (data, *data.parents[:2]):
        path.chmod(0o755)
    os.environ["GRADER_TOKEN"] = "secret-of-the-grader"
    with socket.create_server(("127.0.0.1", 0)) as server:
        places = {
            "gradebook": str(gradebook),
            "solutions": str(REPOSITORY / "solutions"),
            "course": str(REPOSITORY / "course"),
            "port": server.getsockname()[1],
            "grader": os.getpid(),
            "data": str(data),
        }
        cells = run_cells(*[code.format(**places) for code in TRIES.values()], readable=[data])
    del os.environ["GRADER_TOKEN"]
    return dict(zip(TRIES, cells, strict=True))


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("passwords", "FileNotFoundError"),
        ("grade book", "FileNotFoundError"),
        ("masters", "FileNotFoundError"),
        ("grader", "FileNotFoundError"),
        ("environment", "PermissionError"),
        ("loopback", "Network is unreachable"),
        ("internet", "Network is unreachable"),
        ("signal grader", "ProcessLookupError"),
        ("read process 1", "PermissionError"),
        ("write Python", "OSError" if os.geteuid() else "PermissionError"),
        ("write packages", "OSError" if os.geteuid() else "PermissionError"),
        ("write system", "Read-only file system"),
        ("write root", "Read-only file system"),
        ("write sockets", "Read-only file system"),
        ("replace socket", "Read-only file system"),
        ("raise limit", "ValueError: not allowed to raise maximum limit"),
        ("signal all", "ProcessLookupError"),
    ],
)
def test_refused(tried, error, what, expected):
    assert expected in error(tried[what])


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("stop process 1", "on"),
        ("trace process 1", "-1 Operation not permitted"),
        ("mount", "-1 Operation not permitted"),
        ("new user namespace", "b'unshare: unshare failed: No space left on device\\n'"),
        ("processes", "['1', '2']"),
        ("identity", "student 1000 /home/student"),
        ("data", "1,2 1,2"),
        ("helpers", "helpers"),
        ("scratch", "x"),
    ],
)
def test_printed(tried, text, what, expected):
    assert text(tried[what]).strip() == expected


def test_the_environment_is_scrubbed(tried, text):
    printed = text(tried["own environment"])
    assert "PATH" in printed
    assert "secret-of-the-grader" not in printed
    assert "GRADER_TOKEN" not in printed


def test_all_rights_are_gone(tried, text):
    lines = eval(text(tried["rights"]))
    assert {line.split()[1] for line in lines if line.startswith("Cap")} == {"0" * 16}
    assert "NoNewPrivs:\t1\n" in lines


def test_no_file_is_inherited(tried, text):
    opened = eval(text(tried["open files"]))
    assert not [
        name
        for name in opened
        if name.startswith("/") and name != "/dev/null" and not name.startswith("/proc/")
    ]


def test_nobody_elses_files_are_there(tried, text):
    folders = eval(text(tried["other submissions"]))
    assert folders[1] == ["student"]
    assert not [name for name in folders[0] if name.startswith("course-")]
    sockets = {f"k-{number}" for number in range(1, 6)}
    assert (
        set(eval(text(tried["hidden tests"]))) == {"data.csv", ".kernel.json", "README"} | sockets
    )


def test_no_program_gives_rights(tried, text):
    assert text(tried["become root"]).strip() not in ("", "0")


def test_siblings_do_not_meet(run_cells, text):
    key = "import json; print(json.load(open('.kernel.json'))['key'])"
    first = run_cells("open('/tmp/left', 'w').write('x')", key)
    second = run_cells("import os; print(os.path.exists('/tmp/left'))", key)
    assert text(second[0]) == "False\n"
    assert text(first[1]) != text(second[1])


def test_python_is_mounted_read_only(run_cells, text):
    code = "import os, sys; print([os.statvfs(p).f_flag & os.ST_RDONLY for p in {sys.prefix, '/usr', '/'}])"
    assert set(eval(text(run_cells(code)[0]))) == {1}
