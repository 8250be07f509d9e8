"""From an architecture's name to a Keras model for images of 8 x 8 pixels, and what it costs."""

import keras
from keras import layers

from helpers.nas.space import canonical

SHAPE, CLASSES = (8, 8, 1), 10
WIDTH = 8  # channels of every convolution
LEARNING_RATE = 0.01


def build(architecture):
    """Return the compiled, untrained network of an architecture.

    Every convolution has 8 channels. Every network begins with a 3 x 3 convolution and ends with the mean of each channel and a
    softmax over ten classes. The loss takes labels 0 to 9.

    Parameters
    ----------
    architecture : sequence of four str
        See `helpers.nas.Architecture`.

    Returns
    -------
    keras.Model
        From (n, 8, 8, 1), grey levels from 0 to 1, to (n, 10).

    Raises
    ------
    ValueError
        If a choice is impossible.
    """
    family, *names = canonical(architecture)
    steps = [operation(name) for name in names]
    again = [operation(name) for name in names]
    return assemble(family, steps, again)


def assemble(family, steps, again):
    """Return the compiled network of a family whose operations are given as layers.

    Parameters
    ----------
    family : {"chain", "branch", "cell"}
    steps, again : sequence of three callables
        Each takes and returns a tensor of shape (n, height, width, channels); `again` is for the
        second cell, which has weights of its own.

    Returns
    -------
    keras.Model
    """
    inputs = keras.Input(SHAPE)
    x = layers.Conv2D(WIDTH, 3, padding="same", activation="relu")(inputs)
    match family:
        case "chain":
            for step in steps:
                x = step(x)
        case "branch":
            x = layers.Concatenate()([step(x) for step in steps])
        case "cell":
            x = _cell(layers.MaxPooling2D(2)(_cell(x, steps)), again)
    x = layers.Dense(CLASSES, "softmax")(layers.GlobalAveragePooling2D()(x))
    model = keras.Model(inputs, x)
    adam = keras.optimizers.Adam(LEARNING_RATE)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def operation(name):
    """Return one of `helpers.nas.OPERATIONS` as a layer that keeps height and width."""
    if name == "skip":
        return layers.Identity()
    if name == "pool":
        return layers.MaxPooling2D(3, strides=1, padding="same")
    size = int(name.removeprefix("conv"))
    return layers.Conv2D(WIDTH, size, padding="same", activation="relu")


def multiply_adds(model):
    """Return how many multiplications the convolutions and dense layers do for one image."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D):
            _, height, width, _ = layer.output.shape
            total += height * width * layer.kernel.shape.num_elements()
        elif isinstance(layer, layers.Dense):
            total += layer.kernel.shape.num_elements()
    return total


def _cell(x, steps):
    first, second, third = steps
    middle = first(x)
    return layers.Add()([second(x), third(middle)])
