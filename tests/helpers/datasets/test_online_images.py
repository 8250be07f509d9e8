import gzip
import io
import tarfile

import numpy as np
import pytest

from helpers.datasets import DownloadError, load

RNG = np.random.default_rng(0)
GREY = RNG.integers(0, 256, (5, 28, 28), dtype=np.uint8)
COLOUR = RNG.integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
LABELS = np.array([3, 0, 9, 1, 1], dtype=np.uint8)


def idx(values: np.ndarray) -> bytes:
    sizes = np.array(values.shape, ">i4").tobytes()
    return gzip.compress(bytes([0, 0, 8, values.ndim]) + sizes + values.tobytes())


def cifar_archive() -> bytes:
    """Batch i holds the pictures of COLOUR with labels i and i + 1; the test batch is batch 6."""
    packed = io.BytesIO()
    names = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for i, name in enumerate(names, start=1):
            planes = COLOUR.transpose(0, 3, 1, 2).reshape(2, -1)
            content = np.column_stack([[i, i + 1], planes]).astype(np.uint8).tobytes()
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}.bin")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def test_mnist_parts_come_from_their_own_arrays(remote):
    file = io.BytesIO()
    np.savez(file, x_train=GREY, y_train=LABELS, x_test=GREY[:2], y_test=LABELS[:2])
    remote.publish("mnist.npz", file.getvalue())
    train, test = load("mnist"), load("mnist", part="test")
    np.testing.assert_array_equal(train.x, GREY)
    np.testing.assert_array_equal(train.y, LABELS)
    assert test.x.shape == (2, 28, 28)
    assert train.x.dtype == np.uint8
    assert remote.requests == 1


def test_fashion_mnist_reads_the_images_and_labels_of_a_part(remote):
    remote.publish("fashion-test-images.gz", idx(GREY))
    remote.publish("fashion-test-labels.gz", idx(LABELS))
    data = load("fashion_mnist", part="test")
    np.testing.assert_array_equal(data.x, GREY)
    np.testing.assert_array_equal(data.y, LABELS)
    assert data.target_names[9] == "ankle boot"


def test_cifar10_joins_its_batches_and_puts_colours_last(remote):
    remote.publish("cifar10.tar.gz", cifar_archive())
    train, test = load("cifar10"), load("cifar10", part="test")
    assert train.y.tolist() == [1, 2, 2, 3, 3, 4, 4, 5, 5, 6]
    assert train.x.shape == (10, 32, 32, 3)
    np.testing.assert_array_equal(train.x[8:], COLOUR)
    np.testing.assert_array_equal(test.x, COLOUR)
    assert test.y.tolist() == [6, 7]


@pytest.mark.parametrize(
    ("name", "file", "alternative"),
    [
        ("mnist", "mnist.npz", "digits"),
        ("fashion_mnist", "fashion-train-images.gz", "shapes"),
        ("cifar10", "cifar10.tar.gz", "shapes"),
    ],
)
def test_offline_each_names_an_alternative_that_loads(remote, name, file, alternative):
    remote.publish(file, b"never served")
    remote.files.clear()
    with pytest.raises(DownloadError, match=rf'load\("{alternative}"\)'):
        load(name)
    assert load(alternative).x.ndim == 3


def test_an_unknown_part_is_refused_before_any_download(remote):
    with pytest.raises(ValueError, match="part='validation' is not available; choose one of"):
        load("mnist", part="validation")
    assert remote.requests == 0
