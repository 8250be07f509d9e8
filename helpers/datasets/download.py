"""Fetching remote files once, checked and cached.

Every file is pinned by its SHA-256. Origins of the sums: mnist, Keras's own loader;
fashion_mnist, cifar10 and titanic, TensorFlow Datasets (the Titanic's also in MLCommons
Croissant's metadata, which hosts the file).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_CACHE_VARIABLE = "NEURON_TO_NAS_DATA"
_FASHION = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"


@dataclass(frozen=True)
class RemoteFile:
    """Where a file is, and the SHA-256 (in hexadecimal) that it must have."""

    url: str
    sha256: str


FILES = {
    "titanic.csv": RemoteFile(
        "https://raw.githubusercontent.com/mlcommons/croissant/main/datasets/1.0/titanic/data/"
        "titanic.csv",
        "c617db2c7470716250f6f001be51304c76bcc8815527ab8bae734bdca0735737",
    ),
    "mnist.npz": RemoteFile(
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
        "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    ),
    "fashion-train-images.gz": RemoteFile(
        _FASHION + "train-images-idx3-ubyte.gz",
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    ),
    "fashion-train-labels.gz": RemoteFile(
        _FASHION + "train-labels-idx1-ubyte.gz",
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    ),
    "fashion-test-images.gz": RemoteFile(
        _FASHION + "t10k-images-idx3-ubyte.gz",
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    ),
    "fashion-test-labels.gz": RemoteFile(
        _FASHION + "t10k-labels-idx1-ubyte.gz",
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    ),
    "cifar10.tar.gz": RemoteFile(
        "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    ),
}


class DownloadError(OSError):
    """A remote file could not be had, or arrived damaged; the message says what to do."""


def fetch(file: str, instead: str) -> Path:
    """Return the local path of a remote file, downloading it if the cache lacks it.

    The cache is the folder named by the environment variable ``NEURON_TO_NAS_DATA``, or the
    user's cache folder for this course. A file in it that no longer has its checksum is
    downloaded afresh; a failed download leaves nothing behind.

    Parameters
    ----------
    file : str
        A key of `FILES`, and the file's name in the cache.
    instead : str
        The data set to recommend when the file cannot be had.

    Raises
    ------
    DownloadError
        If the file cannot be reached or, after a second try, still has the wrong checksum.
    """
    import pooch
    import requests

    remote = FILES[file]
    cache = pooch.create(
        path=pooch.os_cache("neuron-to-nas"),
        base_url="",
        registry={file: f"sha256:{remote.sha256}"},
        urls={file: remote.url},
        env=_CACHE_VARIABLE,
        retry_if_failed=1,
    )
    offline = f'or use load("{instead}"), which needs no network'
    # `from None`: the chained tracebacks of the network stack would bury the message.
    try:
        return Path(cache.fetch(file, progressbar=True))
    except requests.RequestException as error:
        raise DownloadError(
            f"could not download {remote.url} ({type(error).__name__}); "
            f"check the connection and run this again, {offline}"
        ) from None
    except ValueError:
        raise DownloadError(
            f"{remote.url} arrived damaged (its SHA-256 is not the published one) and was "
            f"thrown away; run this again, {offline}"
        ) from None
