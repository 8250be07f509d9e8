import numpy as np
import pytest

from helpers.automl.images import ImageInput


def fitted(shape=(2, 4, 5)):
    inputs = ImageInput()
    inputs.fit(inputs.check(np.zeros(shape)))
    return inputs


@pytest.mark.parametrize("dtype", ["uint8", "float64", "bool", "int32"])
def test_grey_images_get_one_channel_whatever_their_type(dtype):
    images = fitted().transform(np.ones((3, 4, 5), dtype))
    assert (images.shape, images.dtype) == ((3, 4, 5, 1), np.float32)
    assert (images == 1).all()


def test_colour_images_and_lists_of_images_are_taken():
    assert fitted((2, 4, 5, 3)).transform([np.zeros((4, 5, 3))] * 2).shape == (2, 4, 5, 3)


def test_the_size_is_kept_in_json():
    assert ImageInput.from_json(fitted().to_json()).transform(np.zeros((1, 4, 5))).shape[0] == 1


@pytest.mark.parametrize(
    ("images", "message"),
    [
        ([np.zeros((4, 4)), np.zeros((4, 5))], "x: image 1 is 4 x 5 and image 0 4 x 4"),
        (np.zeros((4, 4)), "x has shape"),
        (np.zeros((2, 4, 4, 7)), "x has shape"),
        (np.zeros((0, 4, 4)), "x has shape"),
        (np.full((2, 4, 4), "a"), "x holds <U1"),
        (np.array([np.zeros((2, 2)), np.full((2, 2), np.nan)]), "x: image 1 holds a value"),
    ],
)
def test_what_are_no_images_of_one_size_is_refused(images, message):
    with pytest.raises(ValueError, match=message):
        ImageInput().check(images)


def test_images_of_another_size_than_fitted_are_refused():
    with pytest.raises(
        ValueError, match="x has images of 8 x 8 x 1; the search was fitted on 4 x 5 x 1"
    ):
        fitted().transform(np.zeros((1, 8, 8)))
