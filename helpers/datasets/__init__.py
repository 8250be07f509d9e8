"""Data sets of the course: ``load("iris")`` gives a :class:`Dataset`; :func:`names` lists all.

:func:`architectures` and :func:`relaxations` give tables of networks that were trained beforehand.
"""

from helpers.datasets.dataset import Dataset
from helpers.datasets.download import DownloadError
from helpers.datasets.registry import load, names
from helpers.datasets.trained_networks import Architectures, architectures, relaxations

__all__ = [
    "Architectures",
    "Dataset",
    "DownloadError",
    "architectures",
    "load",
    "names",
    "relaxations",
]
