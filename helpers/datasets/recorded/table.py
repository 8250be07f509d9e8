"""Small tables of results: compressed, with their origin in the first lines."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

FOLDER = Path(__file__).parent


def write_table(path, rows, provenance):
    """Write rows as compressed CSV; the same rows give the same bytes.

    Parameters
    ----------
    path : pathlib.Path
    rows : list of dict
        All with the same keys, which become the columns.
    provenance : list of str
        Lines that stand above the table as comments.
    """
    text = io.StringIO()
    text.writelines(f"# {line}\n" for line in provenance)
    table = csv.DictWriter(text, rows[0], lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    # No time and no name of a file inside: they would change the bytes.
    packed = gzip.compress(text.getvalue().encode(), mtime=0)
    path.with_suffix(".part").write_bytes(packed)
    path.with_suffix(".part").replace(path)


def read_table(name):
    """Return a recorded table as a `pandas.DataFrame`, and its provenance as text."""
    import pandas as pd

    text = gzip.decompress((FOLDER / f"{name}.csv.gz").read_bytes()).decode()
    provenance = [line[2:] for line in text.splitlines() if line.startswith("# ")]
    return pd.read_csv(io.StringIO(text), comment="#"), "\n".join(provenance)
