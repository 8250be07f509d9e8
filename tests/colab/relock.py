"""Lock what we touch of Colab: ``.venv/bin/python tests/colab/relock.py FREEZE``.

FREEZE is what ``!pip freeze --all`` printed in a Colab notebook.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.colab.lock"
TOOLS = "ipykernel ipywidgets notebook nbclient jupyter_client pip"
COMPILE = "-m uv pip compile --quiet --no-annotate --no-header --no-emit-index-url"
# Neither local builds for a GPU nor what the operating system brings.
RELEASE = re.compile(r"^([\w.-]+)==([\d.]+(?:(?:post|rc|a|b)\d+)?)$")


def relock(freeze):
    """Write the lock: Colab's version of every package that the course or a kernel needs."""
    shipped = {_name(m[1]): m[0] for m in map(RELEASE.match, freeze.splitlines()) if m}
    wanted = ROOT.joinpath("pyproject.toml"), "--python-version", "3.13", "-"
    constraint = Path(LOCK.parent / ".venv" / "colab.txt")
    constraint.write_text("\n".join(shipped.values()), "utf-8")
    found = _compile("\n".join(TOOLS.split()), *wanted, "--constraint", constraint)
    names = [_name(line.split("==")[0]) for line in found.splitlines() if "==" in line]
    pins = "\n".join(shipped[name] for name in names if name in shipped)
    options = ["--universal", "--python-version", "3.13", "--no-deps", "--generate-hashes"]
    LOCK.write_text(_compile(pins, "-", *options), "utf-8")


def _compile(requirements, *options):
    command = [sys.executable, *COMPILE.split(), *map(str, options)]
    return subprocess.run(
        command, input=requirements, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def _name(name):
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    relock(Path(sys.argv[1]).read_text("utf-8"))
