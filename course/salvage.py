"""Read what a person wrote, in a notebook that is damaged elsewhere."""

from nbformat import ValidationError


def read_typed(read, raw):
    """Return a notebook, without its outputs and attachments if these cannot be read.

    Parameters
    ----------
    read : callable
        One of nbformat's readers: takes parsed JSON, returns an nbformat.NotebookNode.
    raw : dict
        Format 4; outputs, attachments and the metadata of cells may be anything, or missing.

    Raises
    ------
    Exception
        Whatever the reader raises, if that does not help.
    """
    try:
        return read(raw)
    except (AttributeError, TypeError, ValidationError):
        return read({**raw, "cells": [_typed(cell) for cell in raw["cells"]]})


def _typed(cell):
    metadata = cell.get("metadata")
    kept = {key: value for key, value in cell.items() if key != "attachments"}
    outputs = {"outputs": []} if "outputs" in cell else {}
    return {**kept, **outputs, "metadata": metadata if isinstance(metadata, dict) else {}}
