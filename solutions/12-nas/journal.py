"""A file that remembers every finished training, whenever the program was stopped."""

from __future__ import annotations

import json
import os


class JournalError(Exception):
    """The journal cannot be continued; the message says why and what to do."""


class Journal:
    """Results by name, one line of JSON each, on the disk before `add` returns.

    Parameters
    ----------
    path : pathlib.Path
        Made if it is not there, with its folder.
    settings : dict
        Of JSON values; they stand in the first line.

    Raises
    ------
    JournalError
        If the file holds results of other settings, or is no journal.
    """

    def __init__(self, path, settings):
        self._path, self._results = path, {}
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = self._whole_lines() if path.is_file() else []
        if not lines:
            self._append(settings)
        elif lines[0] != settings:
            raise JournalError(
                f"{path} holds results of other settings or versions. Delete it to begin anew, "
                "or give another --journal."
            )
        for line in lines[1:]:
            self._results[line["name"]] = line["result"]

    @staticmethod
    def key(name):
        """Return the text under which a result is kept."""
        return " ".join(map(str, name))

    def __contains__(self, key):
        return key in self._results

    def __getitem__(self, key):
        return self._results[key]

    def add(self, name, result):
        """Keep a result."""
        key = self.key(name)
        self._append({"name": key, "result": result})
        self._results[key] = result

    def _append(self, value):
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps(value) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _whole_lines(self):
        """Read the file, and cut off a last line that was not written to its end."""
        text = self._path.read_bytes()
        whole = text[: text.rfind(b"\n") + 1]
        if whole != text:
            os.truncate(self._path, len(whole))
        try:
            return [json.loads(line) for line in whole.splitlines()]
        except ValueError as error:
            raise JournalError(f"{self._path} is no journal of trainings: {error}") from error
