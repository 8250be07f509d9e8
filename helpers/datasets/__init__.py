"""Data sets of the course: ``load("iris")`` gives a :class:`Dataset`; :func:`names` lists all."""

from helpers.datasets.dataset import Dataset
from helpers.datasets.download import DownloadError
from helpers.datasets.registry import load, names

__all__ = ["Dataset", "DownloadError", "load", "names"]
