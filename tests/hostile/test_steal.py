"""Reaching for what is not the student's: nothing is there, and a hidden test read in memory stays there."""

import base64
import os
import socket
from pathlib import Path

import nbformat
import pytest

from course.feedback.redact import WITHHELD, redacted
from course.grading.align import as_notebook
from tests.hostile.small_unit import RIGHT

REPOSITORY = Path(__file__).parents[2]
FOUND = "print('FOUND' + repr("

# Each prints FOUND and its prey if it succeeds.
REACHES = {
    "grade book": FOUND + "open({gradebook!r}).read()))",
    "masters": "import os\n" + FOUND + "os.listdir({solutions!r})))",
    "the grader's code": "import course.grading; print('FOUND')",
    "other students": "import glob\nif (found := glob.glob({others!r})): print('FOUND', found)",
    "any notebook": (
        "import os\nfor top in ('/home', '/root', '/tmp', '/work', '/var', '/srv', '/mnt'):\n"
        "    for folder, _, names in os.walk(top):\n"
        "        own = 'site-packages' in folder  # those that nbgrader and others bring\n"
        "        if not own and any(n.endswith('.ipynb') for n in names): print('FOUND', folder)"
    ),
    "environment": "import os\nif 'HOSTILE_TOKEN' in os.environ: print('FOUND')",
    "environment of parents": (
        "import glob\nfor path in glob.glob('/proc/*/environ'):\n"
        "    try:\n        if b'HOSTILE_TOKEN' in open(path, 'rb').read(): print('FOUND')\n"
        "    except OSError: pass"
    ),
    "memory of parents": "open('/proc/1/mem', 'rb').seek(0); print('FOUND')",
    "files of parents": "import os\nprint('FOUND', os.listdir('/proc/1/fd'))",
    "root of parents": "import os\nprint('FOUND', os.listdir('/proc/1/root/'))",
    "loopback": "import socket\nsocket.create_connection(('127.0.0.1', {port}), 2); print('FOUND')",
    "outside": "import socket\nsocket.create_connection(('192.0.2.1', 80), 2); print('FOUND')",
    "names outside": "import socket\nprint('FOUND', socket.getaddrinfo('example.org', 80))",
    "a download": (
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}', timeout=2)\n"
        "print('FOUND')"
    ),
    "abstract sockets": (
        "import socket\nwith socket.socket(socket.AF_UNIX) as s: s.connect({abstract!r})\nprint('FOUND')"
    ),
    "connection files": (
        "import glob\nfor path in glob.glob('/tmp/**/*.json', recursive=True): print('FOUND', path)"
    ),
    "passwords": "print('FOUND', open('/etc/shadow').read())",
}


@pytest.fixture(scope="module")
def stolen(unit, tmp_path_factory):
    """Let one submission try everything; return the outputs by name."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "gradebook.db").write_text("marks")
    (folder / "s002.ipynb").write_text("{}")
    os.environ["HOSTILE_TOKEN"] = "secret"
    abstract = f"\0hostile-{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(abstract)
        local.listen()
        places = {
            "gradebook": str(folder / "gradebook.db"),
            "others": str(folder / "*.ipynb"),
            "solutions": str(REPOSITORY / "solutions"),
            "port": server.getsockname()[1],
            "abstract": abstract,
        }
        notebook = unit.submission(RIGHT)
        notebook.cells += [
            nbformat.v4.new_code_cell(code.format(**places)) for code in REACHES.values()
        ]
        result = unit.grade(notebook)
    del os.environ["HOSTILE_TOKEN"]
    cells = [c for c in result.notebook["cells"] if c["cell_type"] == "code"][-len(REACHES) :]
    return {name: said(cell) for name, cell in zip(REACHES, cells, strict=True)}


def said(cell):
    """Return what a cell printed; its traceback quotes the attack itself."""
    return "".join("".join(output.get("text", "")) for output in cell["outputs"])


@pytest.mark.parametrize("prey", REACHES)
def test_it_is_not_there(stolen, prey):
    assert "FOUND" not in stolen[prey]


# A determined cheat can read in memory what the kernel is given to run. It must not come home.
SEES = "get_ipython().kernel.get_parent('shell')['content']['code']"
SPIES = {
    "printed": f"print({SEES})",
    "printed piece by piece": f"for line in {SEES}.split('\\n'): print(line)",
    "letter by letter": f"print(*{SEES})",
    "as a repr of a repr": f"print(repr(repr({SEES})))",
    "in an exception": f"raise ValueError({SEES})",
    "in a warning": f"import warnings; warnings.warn({SEES})",
    "on stderr": f"import sys; print({SEES}, file=sys.stderr)",
    "displayed": f"display({SEES})",
    "as HTML": f"from IPython.display import HTML; display(HTML({SEES}))",
    "in base64": f"import base64; print(base64.b64encode({SEES}.encode()).decode())",
    "in hexadecimal": f"print({SEES}.encode().hex())",
    "backwards": f"print({SEES}[::-1])",
    "In": "print(In)",
    "history": "print(list(get_ipython().history_manager.get_range(output=False)))",
    "linecache": "import linecache; print([v for k, v in linecache.cache.items() if 'ipykernel' in k])",
}
HIDDEN = ("-7418", "8.25, 1.5", "1106")


def indented(code):
    return "\n".join(f"    {line}" for line in code.splitlines())


@pytest.mark.parametrize("way", SPIES)
def test_what_a_check_let_slip_is_not_in_the_feedback(unit, way):
    """The spy looks while a check calls it, and again in cells after the last check."""
    # Kept in a variable, and shown by a cell of the student's own: its output is not a check's.
    spy = f"LOOT = []\ndef double(x):\n    LOOT.append({SEES})\n{indented(SPIES[way])}\n    return 2 * x"
    notebook = unit.submission(RIGHT | {"double": spy})
    shown = SPIES[way].replace(SEES, "'\\n'.join(LOOT)")
    notebook.cells.append(nbformat.v4.new_code_cell(shown))
    result = unit.grade(notebook)
    page = redacted(as_notebook(result.notebook), result)
    shown = " ".join(cell.source + str(cell.get("outputs", "")) for cell in page.cells)
    assert WITHHELD in shown
    for secret in HIDDEN:
        assert secret not in shown
        assert secret.replace(" ", "") not in "".join(shown.split())
        assert secret[::-1] not in shown
        assert secret.encode().hex() not in shown
        for shift in range(3):  # base64 has three ways to say it; without the unsure ends
            encoded = base64.b64encode(b" " * shift + secret.encode()).decode()[4:-4]
            assert len(encoded) < 4 or encoded not in shown


def test_outputs_of_ones_own_stay_in_the_feedback(unit):
    first = "print('my own words'); assert_all = [2, 4]; print(f'expected {assert_all}')"
    notebook = unit.submission(RIGHT, first=first)
    result = unit.grade(notebook)
    page = redacted(as_notebook(result.notebook), result)
    assert "my own words" in nbformat.writes(page)
