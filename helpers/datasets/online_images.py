"""Large picture collections that are downloaded once: MNIST, Fashion-MNIST, CIFAR-10."""

from __future__ import annotations

import gzip
import tarfile
from pathlib import Path

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.download import fetch
from helpers.datasets.options import check_choice

_PARTS = ("train", "test")
_CLOTHES = (
    "T-shirt/top", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip
_OBJECTS = (
    "airplane", "automobile", "bird", "cat", "deer",
    "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip


def mnist(part: str = "train") -> Dataset:
    """Return handwritten digits: x (60000, 28, 28) uint8 grey levels, y 0 to 9.

    Needs the network once (11 MB); `digits` is the offline alternative.

    Parameters
    ----------
    part : {"train", "test"}
        The published training part (60 000) or test part (10 000).

    Raises
    ------
    DownloadError
        If the file is not in the cache and cannot be downloaded.
    """
    check_choice("part", part, _PARTS)
    with np.load(fetch("mnist.npz", instead="digits")) as file:
        x, y = file[f"x_{part}"], file[f"y_{part}"]
    return _images(
        "mnist",
        x,
        y,
        range(10),
        source="Y. LeCun, C. Cortes and C. Burges, through Keras",
        licence="CC BY-SA 3.0",
        description=f"Handwritten digits of 28 x 28 pixels, {part} part.",
    )


def fashion_mnist(part: str = "train") -> Dataset:
    """Return articles of clothing: x (60000, 28, 28) uint8 grey levels, y 0 to 9.

    Needs the network once (31 MB); `shapes` is the offline alternative.

    Parameters
    ----------
    part : {"train", "test"}
        The published training part (60 000) or test part (10 000).

    Raises
    ------
    DownloadError
        If a file is not in the cache and cannot be downloaded.
    """
    check_choice("part", part, _PARTS)
    return _images(
        "fashion_mnist",
        _idx(fetch(f"fashion-{part}-images.gz", instead="shapes")),
        _idx(fetch(f"fashion-{part}-labels.gz", instead="shapes")),
        _CLOTHES,
        source="H. Xiao, K. Rasul and R. Vollgraf (2017), Zalando Research",
        licence="MIT",
        description=f"Articles of clothing of 28 x 28 pixels, {part} part.",
    )


def cifar10(part: str = "train") -> Dataset:
    """Return small colour photographs: x (50000, 32, 32, 3) uint8 RGB, y 0 to 9.

    Needs the network once (170 MB); `shapes` is the offline alternative.

    Parameters
    ----------
    part : {"train", "test"}
        The published training part (50 000) or test part (10 000).

    Raises
    ------
    DownloadError
        If the file is not in the cache and cannot be downloaded.
    """
    check_choice("part", part, _PARTS)
    batches = [f"data_batch_{i}" for i in range(1, 6)] if part == "train" else ["test_batch"]
    with tarfile.open(fetch("cifar10.tar.gz", instead="shapes")) as archive:
        raw = b"".join(
            archive.extractfile(f"cifar-10-batches-bin/{batch}.bin").read() for batch in batches
        )
    # One record: a label byte, then the red, green and blue planes of 32 x 32.
    records = np.frombuffer(raw, np.uint8).reshape(-1, 1 + 3 * 32 * 32)
    return _images(
        "cifar10",
        records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1),
        records[:, 0],
        _OBJECTS,
        source="A. Krizhevsky (2009), University of Toronto",
        licence="no licence stated; its author asks to be cited",
        description=f"Colour photographs of 32 x 32 pixels, {part} part.",
    )


def _idx(path: Path) -> np.ndarray:
    """Read an IDX file of bytes: four magic bytes, the sizes as big-endian int32, the data."""
    with gzip.open(path) as file:
        raw = file.read()
    sizes = np.frombuffer(raw, ">i4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(sizes)


def _images(name, x, y, target_names, **about) -> Dataset:
    return Dataset(
        name=name,
        x=x,
        y=y.astype(np.int64),
        feature_names=("pixel",),
        target_names=target_names,
        units=("level 0 to 255",),
        **about,
    )
