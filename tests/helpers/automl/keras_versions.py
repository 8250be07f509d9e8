"""Run the real searches on other versions of Keras, which pip puts into a folder for the time.

python tests/helpers/automl/keras_versions.py 3.12.4 3.15.1
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SEARCHES = Path(__file__).with_name("test_real_searches.py")
ROOT = SEARCHES.parents[3]


def passes(version):
    """Return whether all searches pass with this version of Keras."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder]
        subprocess.run([*pip, f"keras=={version}"], check=True)
        path = os.pathsep.join([folder, str(ROOT)])
        print(f"Keras {version}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", str(SEARCHES)], env=os.environ | {"PYTHONPATH": path}
        )
        return done.returncode == 0


if __name__ == "__main__":
    passed = [passes(version) for version in sys.argv[1:]]
    sys.exit(not all(passed))
