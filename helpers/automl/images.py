"""Pictures of one size, as a network reads them."""

import numpy as np

CHANNELS = (1, 3, 4)


class ImageInput:
    """Checks that pictures are arrays of one size; their brightness stays as it is."""

    kind = "image"

    def __init__(self):
        self.size = None

    def check(self, images):
        """Return the pictures, shape (n, height, width, channels), float32.

        Raises
        ------
        ValueError
            If there are none, they differ in size, or hold anything but finite numbers.
        """
        pictures = _array(images)
        if pictures.ndim == 3:
            pictures = pictures[..., None]
        if pictures.ndim != 4 or pictures.shape[-1] not in CHANNELS or 0 in pictures.shape:
            raise ValueError(
                f"x has shape {np.shape(images)}; give (n, height, width), or "
                "(n, height, width, channels) with 1, 3 or 4 channels"
            )
        if pictures.dtype.kind not in "biuf":
            raise ValueError(f"x holds {pictures.dtype}; give images of numbers")
        pictures = pictures.astype("float32")
        bad = ~np.isfinite(pictures).all(axis=(1, 2, 3))
        if bad.any():
            raise ValueError(f"x: image {bad.argmax()} holds a value that is no finite number")
        return pictures

    def fit(self, pictures):
        """Remember the size; `pictures` as :meth:`check` returned them."""
        self.size = list(pictures.shape[1:])

    def transform(self, images):
        """Return the pictures as :meth:`check` does.

        Raises
        ------
        ValueError
            Also if their size is not that of the pictures fitted.
        """
        pictures = self.check(images)
        if list(pictures.shape[1:]) != self.size:
            raise ValueError(
                f"x has images of {_size(pictures.shape[1:])}; the search was fitted on {_size(self.size)}"
            )
        return pictures

    def to_json(self):
        """Return what was learned: the size."""
        return {"size": self.size}

    @classmethod
    def from_json(cls, data):
        """Return the input that :meth:`to_json` described."""
        restored = cls()
        restored.size = data["size"]
        return restored


def _array(images):
    """Return an array of all pictures; say which one differs in size."""
    if isinstance(images, np.ndarray) and images.dtype != object:
        return images
    pictures = [np.asarray(image) for image in images]
    for number, picture in enumerate(pictures):
        if picture.shape != pictures[0].shape:
            raise ValueError(
                f"x: image {number} is {_size(picture.shape)} and image 0 {_size(pictures[0].shape)}; "
                "crop or scale all to one size first"
            )
    return np.array(pictures)


def _size(shape):
    return " x ".join(map(str, shape))
