"""The folder of a search: what was asked, so that only the same search goes on there."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from helpers.automl.errors import SearchError

PROJECT = "search"  # KerasTuner's own folder, inside the one that was given
ASKED = "asked.json"
FINISHED = "finished.json"


class Folder:
    """Where a search keeps its trials.

    Parameters
    ----------
    path : str or Path, optional
        Without it, a temporary folder that lives as long as this object.
    overwrite : bool
        Whether the first :meth:`open` throws away a search that lies here.
    """

    def __init__(self, path=None, overwrite=False):
        self._temporary, self._overwrite = None, overwrite
        if path is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="search-")
            path = self._temporary.name
        self.path = Path(path)

    @property
    def project(self):
        """KerasTuner's folder."""
        return self.path / PROJECT

    def open(self, asked):
        """Begin here, or continue if the search that lies here asked for the same.

        Parameters
        ----------
        asked : dict of str to str or number

        Raises
        ------
        SearchError
            If another search lies here, or the folder cannot be written.
        """
        try:
            differs = self._difference(asked)
            if self._overwrite or (differs and self._temporary):
                shutil.rmtree(self.project, ignore_errors=True)
                self._overwrite = False
            elif differs:
                raise SearchError(
                    f"{self.path} holds another search ({differs}); give another directory, or "
                    "overwrite=True to throw that search away"
                )
            self.project.mkdir(parents=True, exist_ok=True)
            (self.project / ASKED).write_text(json.dumps(asked, indent=1), "utf-8")
        except OSError as error:
            raise SearchError(f"directory {self.path} cannot be used: {error}") from error

    def finished(self):
        """Return what :meth:`finish` wrote, or None."""
        path = self.project / FINISHED
        return json.loads(path.read_text("utf-8")) if path.is_file() else None

    def finish(self, facts):
        """Note that the search ran to its end."""
        (self.project / FINISHED).write_text(json.dumps(facts), "utf-8")

    def _difference(self, asked):
        """Return in what the search that lies here differs, or an empty string."""
        if not self.project.is_dir() or not any(self.project.iterdir()):
            return ""
        try:
            before = dict(json.loads((self.project / ASKED).read_text("utf-8")))
        except (OSError, TypeError, ValueError):
            return "its record is missing or damaged"
        names = [name for name in asked if before.get(name) != asked[name]]
        return f"other {', '.join(names)}" if names else ""


def digest(*parts):
    """Return a short text that differs when the arrays or texts differ."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode() if isinstance(part, str) else repr(part.shape).encode())
        total.update(b"" if isinstance(part, str) else part.tobytes())
    return total.hexdigest()[:16]
