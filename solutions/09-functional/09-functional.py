# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The functional API
#
# A Sequential model is a chain: each layer hears the one before it, and nobody else. Many good
# networks are no chains. They fork, meet again, skip ahead, or use one layer in two places. In this
# unit you build such graphs. At the end you can
#
# - read and build graphs of layers with several inputs and several outputs,
# - say what a shortcut does to a network of 30 layers, and what it does not do,
# - build an inception module and count what it saves,
# - share a layer, and prove that it is shared,
# - choose between the three ways to write a model, and say what the decks' advice misses.

# %%
from helpers import datasets, plotting, runtime

runtime.start(seed=0)
from helpers.training import fit

# %%
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

# %% [markdown]
# ## A layer is a function
#
# The decks build a network of 784 inputs, two hidden layers of 64 and ten outputs in two ways. As a
# `Sequential`, it is a list. In the **functional API**, you call each layer on what comes out of
# the one before, as you would call `sin(cos(x))`. At the end you name the inputs and the outputs of
# the whole: `keras.Model(inputs, outputs)`.
#
# The first call needs something to be called on. `keras.Input` makes it: an array without numbers.
# The decks call it a placeholder. It knows a shape, `(None, 784)`, and a type. `None` stands for
# any number of examples.
#
# **Predict.** Will the two models have the same number of parameters? Which shapes will stand on
# the arrows?

# %%
image = keras.Input((784,), name="image")
h = layers.Dense(64, activation="relu")(image)
h = layers.Dense(64, activation="relu")(h)
graph = keras.Model(image, layers.Dense(10, activation="softmax", name="digit")(h))
kinds = [(64, "relu"), (64, "relu"), (10, "softmax")]
chain = keras.Sequential([image, *(layers.Dense(n, activation=f) for n, f in kinds)])
assert graph.count_params() == chain.count_params() == 55050
plotting.model_graph(graph);

# %% [markdown]
# The same: 55,050. The numbers on the arrows are shapes, one example's worth: 784, then 64, 64, 10.
# Nothing has been computed yet. Calling a layer on `image` made its weights and noted who feeds
# whom. That note, the graph, is what the model is made of.
#
# For a chain this is a longer way to write the same. It pays as soon as a value is used **twice**.
#
# ## The shortcut
#
# Here is a value that is used twice. A **residual block** computes
#
# $$y = x + F(x)$$
#
# $x$ goes through some layers, $F$, and also past them, through a **shortcut**. The two meet in a
# sum. The layers need not produce the answer. They produce what must be *added* to $x$ so that it
# becomes the answer: the residue.
#
# Two things need care. A sum needs equal shapes: if $x$ has another width, let a `Dense` layer
# without activation and without bias bring it to the right one. And beware of width 1. Keras adds 1
# number to 8 without a word, as NumPy would.
#
# ### Exercise: the residual block
#
# Write `residual_block`. $F$ is a `Dense` layer with ReLU, then a `Dense` layer without activation,
# both of width `units`. Let the kernel of the second start at **zero**
# (`kernel_initializer="zeros"`), so that $F$ is silent at first. The likely mistake is one
# activation too many: nothing may stand in the way of $x$, not even behind the sum.

# %% exercise="residual_block"
def residual_block(x, units):
    """Return x + F(x), of shape (None, units), for a Keras tensor x of shape (None, width)."""
    ### BEGIN SOLUTION
    h = layers.Dense(units, activation="relu")(x)
    h = layers.Dense(units, kernel_initializer="zeros")(h)
    if x.shape[-1] != units:
        x = layers.Dense(units, use_bias=False)(x)
    return layers.Add()([x, h])
    ### END SOLUTION

# %% check="residual_block" points=2
x = keras.Input((4,))
block = keras.Model(x, residual_block(x, 4))
got = ops.convert_to_numpy(block(np.array([[1, -2, 0.5, -3]])))[0].tolist()
assert got == [1, -2, 0.5, -3], f"F starts at zero: x comes out as it went in. Got {got}."
### BEGIN HIDDEN TESTS
for value in (0.5, -0.5):
    block.set_weights([np.full(w.shape, value) for w in block.get_weights()])
    for numbers in ([[1.0, 2.0, 3.0, 4.0]], [[-1.0, -0.25, 2.0, -6.0]]):
        numbers = np.array(numbers, dtype="float32")
        hidden = max(value * numbers.sum() + value, 0)
        want = numbers + 4 * value * hidden + value
        assert np.allclose(ops.convert_to_numpy(block(numbers)), want, atol=1e-4), (
            f"with all weights {value} the block computes something else than x + F(x). One ReLU, "
            "after the first layer; the second layer and the sum have none."
        )
### END HIDDEN TESTS

# %% check="residual_block" points=1
x = keras.Input((3,))
wide = keras.Model(x, residual_block(x, 5))
assert wide.output_shape == (None, 5), f"expected (None, 5), got {wide.output_shape}."
assert wide.count_params() == 20 + 30 + 15, f"65 parameters expected, got {wide.count_params()}."
### BEGIN HIDDEN TESTS
for width, units in [(1, 6), (7, 2), (6, 6)]:
    x = keras.Input((width,))
    block = keras.Model(x, residual_block(x, units))
    want = (width + 1) * units + (units + 1) * units + width * units * (width != units)
    assert block.count_params() == want, (
        f"width {width}, units {units}: {want} parameters expected, got {block.count_params()}. "
        "A layer in the shortcut is for unequal widths only, and has no bias."
    )
    block.set_weights([np.full(w.shape, 0.5) for w in block.get_weights()])
    numbers = np.linspace(0.5, 2, width, dtype="float32")[None]
    passed = numbers if width == units else 0.5 * numbers.sum()
    want = passed + units * 0.5 * (0.5 * numbers.sum() + 0.5) + 0.5
    assert np.allclose(ops.convert_to_numpy(block(numbers)), want, atol=1e-4), (
        f"width {width}, units {units}: the shortcut does not bring the right numbers to the sum."
    )
### END HIDDEN TESTS

# %% mutant="residual_block" name="a ReLU behind the sum"
def residual_block(x, units):
    h = layers.Dense(units, activation="relu")(x)
    h = layers.Dense(units, kernel_initializer="zeros")(h)
    if x.shape[-1] != units:
        x = layers.Dense(units, use_bias=False)(x)
    return layers.ReLU()(layers.Add()([x, h]))

# %% mutant="residual_block" name="the second layer has a ReLU as well"
def residual_block(x, units):
    h = layers.Dense(units, activation="relu")(x)
    h = layers.Dense(units, activation="relu", kernel_initializer="zeros")(h)
    if x.shape[-1] != units:
        x = layers.Dense(units, use_bias=False)(x)
    return layers.Add()([x, h])

# %% mutant="residual_block" name="joins instead of adding"
def residual_block(x, units):
    h = layers.Dense(units, activation="relu")(x)
    h = layers.Dense(units, kernel_initializer="zeros")(h)
    return layers.Concatenate()([x, h])

# %% mutant="residual_block" name="the shortcut starts after the first layer"
def residual_block(x, units):
    first = layers.Dense(units, activation="relu")(x)
    second = layers.Dense(units, kernel_initializer="zeros")(first)
    return layers.Add()([first, second])

# %% mutant="residual_block" name="a layer in the shortcut even if the widths agree"
def residual_block(x, units):
    h = layers.Dense(units, activation="relu")(x)
    h = layers.Dense(units, kernel_initializer="zeros")(h)
    return layers.Add()([layers.Dense(units, use_bias=False)(x), h])

# %% mutant="residual_block" name="relies on equal widths"
def residual_block(x, units):
    h = layers.Dense(units, activation="relu")(x)
    h = layers.Dense(units, kernel_initializer="zeros")(h)
    return layers.Add()([x, h])

# %% [markdown]
# **Predict.** Where will the graph of a block of width 32 fork, and where will it meet? Which boxes
# have weights?

# %%
x = keras.Input((32,), name="x")
block = keras.Model(x, residual_block(x, 32))
assert block.count_params() == 2112
plotting.model_graph(block);

# %% [markdown]
# It forks right behind $x$. Of 2,112 weights none is in the lower way: the shortcut costs nothing.
#
# ## Thirty layers
#
# What is it good for? Take 30 layers of 32 neurons, in pairs, between an input and an output for
# the handwritten digits. Three networks: **plain**; plain with **He** initialisation, which unit 03
# recommends for ReLU; and with a **shortcut** around each pair.
#
# `deep` returns two models over the same layers: one to train, and a **probe** that has the value
# after every pair as an output too. Such a cut costs one line, because the graph is known.

# %%
def deep(pairs=15, start="glorot_uniform", shortcut=False):
    x = keras.Input((64,))
    h = layers.Dense(32)(x)
    after = [h]
    for _ in range(pairs):
        if shortcut:
            h = residual_block(h, 32)
        else:
            for _ in range(2):
                h = layers.Dense(32, activation="relu", kernel_initializer=start)(h)
        after.append(h)
    y = layers.Dense(10, activation="softmax")(h)
    return keras.Model(x, y), keras.Model(x, [*after, y])

# %% [markdown]
# Now send one gradient back through each of the three, before any training, and measure its length
# after every pair: how much of the error signal arrives there?
#
# **Predict.** In the plain network, which share of the signal at the last place will be left at the
# first: a half, a hundredth, less? And with shortcuts?

# %% tags=["nbval-ignore-output"]
train, test = datasets.load("digits").split(seed=0)
flat = lambda images: images.reshape(len(images), 64).astype("float32") / 16

def arriving(probe):
    with tf.GradientTape() as tape:
        *after, y = probe(flat(train.x[:256]))
        loss = ops.mean(keras.losses.sparse_categorical_crossentropy(train.y[:256], y))
    return [float(tf.norm(gradient)) for gradient in tape.gradient(loss, after)]

runtime.seed(0)
kinds = {"plain": {}, "plain, He": {"start": "he_normal"}, "shortcuts": {"shortcut": True}}
signals = {name: arriving(deep(**kind)[1]) for name, kind in kinds.items()}
shares = [signal[0] / signal[-1] for signal in signals.values()]
assert shares[0] < 1 / 1000 and shares[1] > 1 / 100 and np.isclose(shares[2], 1)
plotting.gradient_lamps(signals, shortcuts=["shortcuts"]);

# %% [markdown]
# The error enters on the right and walks to the left. In the plain network the lamps go out: less
# than a thousandth arrives, in most runs less than a ten-thousandth. Each layer passes on a part
# of what it receives, and thirty parts are multiplied. He's start keeps most lamps lit. With
# shortcuts every lamp has the **same** brightness. That is exact, and the formula says why:
#
# $$\frac{\partial y}{\partial x} = 1 + \frac{\partial F}{\partial x}$$
#
# The 1 is the shortcut. A product of such factors does not vanish just because the $F$ are small,
# and here they start at zero. Unit 06 said it in one sentence: a sum passes the gradient on.
#
# **Predict.** Train all three for 15 epochs. (`global_clipnorm=1` shortens any gradient that is
# longer than 1. Without it a deep network may trip over a single batch. And 1,344 images make 21
# whole batches: a smaller one at the end would need a graph of its own, which takes seconds.) Which
# one will learn? Will He's start, whose lamps are lit as well, do?

# %% tags=["nbval-ignore-output"]
runtime.seed(1)
curves, right, whole = {}, {}, (flat(train.x[:1344]), train.y[:1344])
for name, kind in kinds.items():
    model, _ = deep(**kind)
    descent = keras.optimizers.SGD(0.05, global_clipnorm=1)
    model.compile(descent, "sparse_categorical_crossentropy")
    curves[name] = fit(model, *whole, batch_size=64, epochs=15, verbose=0)
    right[name] = np.mean(model.predict(flat(test.x), verbose=0).argmax(1) == test.y)
assert right["plain"] < 0.3 and right["shortcuts"] > 0.85
assert right["plain, He"] < 0.7 and 21 * 64 == 1344
plotting.histories(curves)
print({name: f"{share:.0%}" for name, share in right.items()})

# %% [markdown]
# The plain network does not move: about a tenth of the test digits are right, which is guessing.
# With shortcuts more than 85 % are. He's start is in between: under 70 %, and far slower. So lit
# lamps are **necessary, not enough**. The signal arrives, but what it says is about values
# that thirty layers have scrambled. With shortcuts the network starts as a shallow one, and each
# block adds a little to what is already there. He and his colleagues, who introduced them in 2015,
# saw the same: in their plain networks the gradients did not vanish, and yet they were worse.
#
# ## The inception module
#
# The decks show a second figure without a word: Google's *inception module*, from 2014. It is an
# answer to a question: should a layer look at the neighbourhood of a pixel through a small window
# or a large one? The answer is to do all of it, side by side, and to let the next layer choose.
#
# A `Conv2D(filters, size)` layer computes, for each pixel, `filters` numbers from the window of
# `size` by `size` pixels around it. Unit 10 opens it. Size 1 is a `Dense` layer on each pixel
# alone. The price grows with the window: size² times incoming channels times filters. So a cheap
# 1×1 convolution first **reduces** the channels for the larger windows. Four branches:
#
# | branch | first | then |
# |---|---|---|
# | 1 | 1×1, `ones` filters | |
# | 2 | 1×1, `threes[0]` filters | 3×3, `threes[1]` filters |
# | 3 | 1×1, `fives[0]` filters | 5×5, `fives[1]` filters |
# | 4 | maximum over 3×3 | 1×1, `pooled` filters |
#
# ### Exercise: the inception module
#
# Write `inception_module`. Join the four along the last axis, in this order. Every convolution has
# a ReLU. The likely mistake is to let a branch shrink the image: use `padding="same"` everywhere,
# and `strides=1` for `MaxPooling2D`, which would take steps of 3 otherwise.

# %% exercise="inception_module"
def inception_module(x, ones, threes, fives, pooled):
    """Return the four branches of x joined: shape (None, height, width, channels)."""
    ### BEGIN SOLUTION
    def conv(x, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)

    highest = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    branches = [
        conv(x, ones, 1),
        conv(conv(x, threes[0], 1), threes[1], 3),
        conv(conv(x, fives[0], 1), fives[1], 5),
        conv(highest, pooled, 1),
    ]
    return layers.Concatenate()(branches)
    ### END SOLUTION

# %% check="inception_module" points=1
x = keras.Input((28, 28, 192))
module = keras.Model(x, inception_module(x, 64, (96, 128), (16, 32), 32))
assert module.output_shape == (None, 28, 28, 256), f"(28, 28, 256): got {module.output_shape}."
assert module.count_params() == 163696, f"163,696 parameters: got {module.count_params():,}."
### BEGIN HIDDEN TESTS
x = keras.Input((9, 6, 5))
module = keras.Model(x, inception_module(x, 2, (3, 4), (6, 7), 8))
want = 12 + (18 + 3 * 4 * 9 + 4) + (36 + 6 * 7 * 25 + 7) + 48
assert module.output_shape == (None, 9, 6, 21), f"9 x 6 pixels: got {module.output_shape}."
assert module.count_params() == want, f"other sizes: {want} expected, got {module.count_params()}."
### END HIDDEN TESTS

# %% check="inception_module" points=2
x = keras.Input((9, 9, 1))
module = keras.Model(x, inception_module(x, 1, (1, 1), (1, 1), 1))
module.set_weights([np.full(w.shape, float(w.ndim > 1)) for w in module.get_weights()])
dot = np.zeros((1, 9, 9, 1), dtype="float32")
dot[0, 4, 4] = 2
seen = np.sum(module(dot)[0] > 0, axis=(0, 1)).tolist()
assert seen == [1, 9, 25, 9], f"one bright pixel should reach [1, 9, 25, 9] pixels; got {seen}."
### BEGIN HIDDEN TESTS
values = ops.convert_to_numpy(module(dot))[0]
assert values.max(axis=(0, 1)).tolist() == [2, 2, 2, 2], (
    f"each branch should hand on the brightness 2; got {values.max(axis=(0, 1)).tolist()}."
)
two = dot + np.roll(dot, 1, axis=1)
got = ops.convert_to_numpy(module(two))[0, 4, 4].tolist()
assert got == [2, 4, 4, 2], f"two bright pixels: sum, sum and the maximum expected; got {got}."
module.set_weights([np.full(w.shape, -float(w.ndim > 1)) for w in module.get_weights()])
assert not np.any(module(dot)), "with negative weights a ReLU leaves nothing. Is one missing?"
### END HIDDEN TESTS

# %% mutant="inception_module" name="no reduction before the large windows"
def inception_module(x, ones, threes, fives, pooled):
    def conv(x, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)
    highest = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    branches = [conv(x, ones, 1), conv(x, threes[1], 3), conv(x, fives[1], 5)]
    return layers.Concatenate()([*branches, conv(highest, pooled, 1)])

# %% mutant="inception_module" name="pools with its usual steps"
def inception_module(x, ones, threes, fives, pooled):
    def conv(x, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)
    highest = layers.MaxPooling2D(3, padding="same")(x)
    three, five = conv(conv(x, threes[0], 1), threes[1], 3), conv(conv(x, fives[0], 1), fives[1], 5)
    return layers.Concatenate()([conv(x, ones, 1), three, five, conv(highest, pooled, 1)])

# %% mutant="inception_module" name="average instead of maximum"
def inception_module(x, ones, threes, fives, pooled):
    def conv(x, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)
    mean = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    three, five = conv(conv(x, threes[0], 1), threes[1], 3), conv(conv(x, fives[0], 1), fives[1], 5)
    return layers.Concatenate()([conv(x, ones, 1), three, five, conv(mean, pooled, 1)])

# %% mutant="inception_module" name="one after the other instead of side by side"
def inception_module(x, ones, threes, fives, pooled):
    def conv(x, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)
    one = conv(x, ones, 1)
    three = conv(conv(one, threes[0], 1), threes[1], 3)
    five = conv(conv(three, fives[0], 1), fives[1], 5)
    highest = layers.MaxPooling2D(3, strides=1, padding="same")(five)
    return layers.Concatenate()([one, three, five, conv(highest, pooled, 1)])

# %% mutant="inception_module" name="the five stands before the three"
def inception_module(x, ones, threes, fives, pooled):
    def conv(x, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)
    highest = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    three, five = conv(conv(x, threes[0], 1), threes[1], 3), conv(conv(x, fives[0], 1), fives[1], 5)
    return layers.Concatenate()([conv(x, ones, 1), five, three, conv(highest, pooled, 1)])

# %% [markdown]
# The numbers of the check are Google's own for the first module of the network that won in 2014.
# For comparison, count the same module **without** the two reductions.
#
# **Predict.** The reductions have weights of their own. Will the module be larger with or without
# them?

# %%
x = keras.Input((28, 28, 192))
google = keras.Model(x, inception_module(x, 64, (96, 128), (16, 32), 32))
assert google.count_params() == 163696 and 192 * (64 + 9 * 128 + 25 * 32) + 224 + 6176 == 393472
plotting.model_graph(google);

# %% [markdown]
# 163,696 instead of 393,472: less than half, although there are more layers. Follow the shapes. All
# branches keep 28 × 28, or they could not be joined, and 64 + 128 + 32 + 32 = 256 channels come
# out. A sum needs equal shapes, and a join only equal heights and widths.
#
# ## One layer in two places
#
# Do these two images show the same digit? The question has two inputs, and both are images. It
# would be odd to learn twice what an image is. So let **one** tower look at both. In code, you call
# the same object twice:
#
# `tower(left)` and `tower(right)`
#
# The tower turns each image into a list of numbers, its **code**. Let $a$ and $b$ be the codes of
# the two. One more neuron, with a sigmoid, judges their distance $|a - b|$, number by number. Such
# twins are called *Siamese*.
#
# ### Exercise: the shared tower
#
# Write `shared_tower`. The likely mistake is a copy of the tower. A copy starts equal, and then
# goes its own way.

# %% exercise="shared_tower"
def shared_tower(tower):
    """Return a model of two inputs of the tower's shape: Dense(1, sigmoid) on |a - b|."""
    ### BEGIN SOLUTION
    left = keras.Input(tower.input_shape[1:], name="left")
    right = keras.Input(tower.input_shape[1:], name="right")
    distance = ops.abs(tower(left) - tower(right))
    same = layers.Dense(1, activation="sigmoid", name="same")(distance)
    return keras.Model([left, right], same)
    ### END SOLUTION

# %% check="shared_tower" points=1
tower = keras.Sequential([keras.Input((6,)), layers.Dense(3)])
twins = shared_tower(tower)
assert len(twins.inputs) == 2, f"two inputs expected, got {len(twins.inputs)}."
assert twins.count_params() == 21 + 4, f"25 parameters: 21 + 4; got {twins.count_params()}."
### BEGIN HIDDEN TESTS
tower = keras.Sequential([keras.Input((4, 5)), layers.Flatten(), layers.Dense(7)])
twins = shared_tower(tower)
a, b = np.random.default_rng(4).normal(size=(2, 3, 4, 5)).astype("float32")
before = ops.convert_to_numpy(twins([a, b]))
assert before.shape == (3, 1), f"3 pairs of images of 4 x 5: expected (3, 1), got {before.shape}."
assert twins.count_params() == 147 + 8, "4 x 5 images, 7 numbers: wrong number of parameters."
tower.set_weights([w + 1 for w in tower.get_weights()])
assert not np.allclose(twins([a, b]), before), (
    "the tower was changed and the model did not notice. Use the tower itself, not a copy."
)
### END HIDDEN TESTS

# %% check="shared_tower" points=2
tower = keras.Sequential([keras.Input((6,)), layers.Dense(3)])
twins, pair = shared_tower(tower), np.arange(12, dtype="float32").reshape(2, 1, 6)
there, back = float(twins([*pair])[0, 0]), float(twins([*pair[::-1]])[0, 0])
assert np.isclose(there, back), f"swapped, the answer changes: {there:.3f}, {back:.3f}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
tower = keras.Sequential([keras.Input((4,)), layers.Dense(5, activation="tanh")])
twins = shared_tower(tower)
kernel, bias = rng.normal(size=(5, 1)), np.array([0.3])
own = [w for w in twins.trainable_variables if tuple(w.shape) in ((5, 1), (1,))]
assert len(own) == 2, "the last layer should have a weight for each of the 5 numbers, and a bias."
for variable in own:
    variable.assign(kernel if len(variable.shape) == 2 else bias)
a, b = rng.normal(size=(2, 8, 4)).astype("float32")
codes = [ops.convert_to_numpy(tower(x)) for x in (a, b)]
want = 1 / (1 + np.exp(-(np.abs(codes[0] - codes[1]) @ kernel + bias)))
got = ops.convert_to_numpy(twins([a, b]))
assert np.allclose(got, want, atol=1e-5), (
    "for a tower of 5 numbers the output is not the sigmoid of the weighted distances |a - b|."
)
### END HIDDEN TESTS

# %% mutant="shared_tower" name="two towers"
def shared_tower(tower):
    left, right = keras.Input(tower.input_shape[1:]), keras.Input(tower.input_shape[1:])
    twin = keras.Sequential([keras.models.clone_model(tower)], name="twin")
    same = layers.Dense(1, activation="sigmoid")(ops.abs(tower(left) - twin(right)))
    return keras.Model([left, right], same)

# %% mutant="shared_tower" name="a copy of the tower for both"
def shared_tower(tower):
    left, right = keras.Input(tower.input_shape[1:]), keras.Input(tower.input_shape[1:])
    copy = keras.models.clone_model(tower)
    same = layers.Dense(1, activation="sigmoid")(ops.abs(copy(left) - copy(right)))
    return keras.Model([left, right], same)

# %% mutant="shared_tower" name="a difference with its sign"
def shared_tower(tower):
    left, right = keras.Input(tower.input_shape[1:]), keras.Input(tower.input_shape[1:])
    same = layers.Dense(1, activation="sigmoid")(tower(left) - tower(right))
    return keras.Model([left, right], same)

# %% mutant="shared_tower" name="joins the codes"
def shared_tower(tower):
    left, right = keras.Input(tower.input_shape[1:]), keras.Input(tower.input_shape[1:])
    codes = layers.Concatenate()([tower(left), tower(right)])
    return keras.Model([left, right], layers.Dense(1, activation="sigmoid")(codes))

# %% mutant="shared_tower" name="no sigmoid"
def shared_tower(tower):
    left, right = keras.Input(tower.input_shape[1:]), keras.Input(tower.input_shape[1:])
    distance = ops.abs(tower(left) - tower(right))
    return keras.Model([left, right], layers.Dense(1)(distance))

# %% mutant="shared_tower" name="compares the images before the tower"
def shared_tower(tower):
    left, right = keras.Input(tower.input_shape[1:]), keras.Input(tower.input_shape[1:])
    code = tower(ops.abs(left - right))
    return keras.Model([left, right], layers.Dense(1, activation="sigmoid")(code))

# %% [markdown]
# **Predict.** The tower below has 5,200 weights and stands in two places. How many parameters does
# the model have?

# %%
def new_tower(name="tower"):
    relu = layers.Dense(64, activation="relu")
    return keras.Sequential([keras.Input((64,)), relu, layers.Dense(16)], name=name)

tower = new_tower()
twins = shared_tower(tower)
assert (tower.count_params(), twins.count_params()) == (5200, 5217)
plotting.model_graph(twins);

# %% [markdown]
# 5,217: the tower once, and 17 for the judge. Two boxes, one set of weights. On the way back, the
# gradients of both uses are added, as in the diamond of unit 06.
#
# ## The same digit?
#
# Make 4,000 pairs of training digits, half of them the same digit, half not, and 1,000 pairs of
# test digits. As a rival, train a model with **two separate towers**. It has nearly twice the
# weights.
#
# **Predict.** Which one will be right more often? And what happens if you swap the two images of a
# pair?

# %%
def pairs(data, count, seed):
    rng = np.random.default_rng(seed)
    left, same = rng.integers(len(data.y), size=count), np.arange(count) % 2
    alike = data.y[left][:, None] == data.y
    right = [rng.choice(np.flatnonzero(row == flag)) for row, flag in zip(alike, same == 1)]
    return [flat(data.x[left]), flat(data.x[right])], same

asked, answers = pairs(test, 1000, seed=1)
runtime.seed(1)
left, right = keras.Input((64,)), keras.Input((64,))
gap = ops.abs(new_tower("one")(left) - new_tower("two")(right))
rival = keras.Model([left, right], layers.Dense(1, activation="sigmoid")(gap))

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
tower = new_tower()
results = {}
for name, model in {"shared": shared_tower(tower), "separate": rival}.items():
    model.compile("adam", "binary_crossentropy")
    fit(model, *pairs(train, 4000, seed=0), epochs=15, verbose=0)
    there = model.predict(asked, verbose=0)[:, 0] > 0.5
    back = model.predict(asked[::-1], verbose=0)[:, 0] > 0.5
    results[name] = np.mean(there == answers), np.sum(there != back)
    print(f"{name}: {results[name][0]:.0%} right, {results[name][1]} contradictions")
assert min(right for right, _ in results.values()) > 0.8
assert results["shared"][1] == 0 and results["separate"][1] > 20

# %% [markdown]
# Both are right more than 80 % of the time, about nine in ten in most runs. Do not expect sharing
# to win here: the separate towers are often a little ahead. They have twice the weights to fit
# with.
#
# Now the contradictions. More than 20 of 1,000 times the separate towers call
# (a, b) the same digit and (b, a) different ones. The shared tower does so **0** times, with any
# weights, for $|a - b| = |b - a|$. Training did not teach it this. The graph did. When you know
# that a thing must hold, build it into the graph.
#
# One thing more: after training, `tower` is a model of its own. It was never told the name of a
# digit, only *same* or *different*, and you may use its codes wherever likeness counts.
#
# ## One body, two answers
#
# The opposite fork: one input, several outputs. Turn each digit by an angle between -45° and 45°,
# and ask two things: **which digit** is it, and **how far** is it turned? The answers need
# different units and losses (unit 04), but they can share a **body**. Each answer has a **head**.
#
# `fit` lowers one number. So the losses are added, and `loss_weights` says how much each counts. If
# outputs are a dict, `{"digit": …, "angle": …}`, then `loss`, `loss_weights` and the targets are
# dicts with the same names.
#
# ### Exercise: two heads
#
# Write `two_heads` and compile it with Adam. The head `"digit"` gives `classes` probabilities; its
# loss is the cross-entropy, with whole numbers as labels, and counts once. The head `"angle"` gives
# one number of any size and sign; its loss is the mean squared error, and counts `angle_weight`
# times. The likely mistake is to give the angle an activation that cannot be negative, or to let
# one head hang on the other instead of on the body.

# %% exercise="two_heads"
def two_heads(body, classes, angle_weight):
    """Return a compiled model of one input of the body's shape, with outputs "digit", "angle"."""
    ### BEGIN SOLUTION
    image = keras.Input(body.input_shape[1:], name="image")
    features = body(image)
    digit = layers.Dense(classes, activation="softmax", name="digit")(features)
    angle = layers.Dense(1, name="angle")(features)
    model = keras.Model(image, {"digit": digit, "angle": angle})
    losses = {"digit": "sparse_categorical_crossentropy", "angle": "mse"}
    model.compile("adam", losses, loss_weights={"digit": 1.0, "angle": angle_weight})
    return model
    ### END SOLUTION

# %% check="two_heads" points=2
body = keras.Sequential([keras.Input((6,)), layers.Dense(5, activation="relu")])
model = two_heads(body, classes=3, angle_weight=0.1)
shapes = {name: tuple(value.shape) for name, value in model(np.ones((50, 6))).items()}
assert shapes == {"digit": (50, 3), "angle": (50, 1)}, f"50 images: got shapes {shapes}."
### BEGIN HIDDEN TESTS
assert model.count_params() == 35 + 18 + 6, f"59 parameters: got {model.count_params()}."
sums = ops.convert_to_numpy(model(np.random.default_rng(0).normal(size=(50, 6)))["digit"]).sum(1)
assert np.allclose(sums, 1, atol=1e-5), "probabilities must add up to 1."
body = keras.Sequential([keras.Input((2, 3)), layers.Flatten(), layers.Dense(4)])
model = two_heads(body, classes=7, angle_weight=1.0)
x = 3 * np.random.default_rng(1).normal(size=(200, 2, 3)).astype("float32")
angle = ops.convert_to_numpy(model(x)["angle"])
assert angle.min() < 0 < angle.max(), "an angle may be negative or positive; yours has one sign."
body.set_weights([0 * w for w in body.get_weights()])
quiet = model(x)
assert np.allclose(quiet["angle"], 0) and np.allclose(quiet["digit"], 1 / 7, atol=1e-5), (
    "with a silent body both heads should have nothing to say. Do both hang on the body itself?"
)
### END HIDDEN TESTS

# %% check="two_heads" points=2
body = keras.Sequential([keras.Input((6,)), layers.Dense(5, activation="relu")])
x, turn = np.ones((4, 6), dtype="float32"), np.array([[30.0], [-30.0], [10.0], [-10.0]])
targets = {"digit": np.array([0, 1, 2, 0]), "angle": turn}
losses = []
for weight in (0.0, 1.0):
    model = two_heads(body, classes=3, angle_weight=weight)
    model.set_weights([0 * w for w in model.get_weights()])
    losses.append(float(model.test_on_batch(x, targets, return_dict=True)["loss"]))
assert np.isclose(losses[1] - losses[0], 500), f"the mean square is 500; losses: {losses}."
### BEGIN HIDDEN TESTS
assert np.isclose(losses[0], np.log(3), atol=1e-4), (
    f"without the angle the loss of three equal guesses is log 3 = 1.0986; yours is {losses[0]:.4f}"
)
model = two_heads(body, classes=5, angle_weight=0.02)
model.set_weights([0 * w for w in model.get_weights()])
loss = model.test_on_batch(x, targets, return_dict=True)["loss"]
assert np.isclose(loss, np.log(5) + 0.02 * 500, atol=1e-3), (
    f"5 classes, weight 0.02: the losses are added with other weights; got {loss:.3f}."
)
### END HIDDEN TESTS

# %% mutant="two_heads" name="the angle cannot be negative"
def two_heads(body, classes, angle_weight):
    image = keras.Input(body.input_shape[1:])
    digit = layers.Dense(classes, activation="softmax")(body(image))
    angle = layers.Dense(1, activation="relu")(body(image))
    model = keras.Model(image, {"digit": digit, "angle": angle})
    losses = {"digit": "sparse_categorical_crossentropy", "angle": "mse"}
    model.compile("adam", losses, loss_weights={"digit": 1.0, "angle": angle_weight})
    return model

# %% mutant="two_heads" name="the angle hangs on the probabilities"
def two_heads(body, classes, angle_weight):
    image = keras.Input(body.input_shape[1:])
    digit = layers.Dense(classes, activation="softmax")(body(image))
    angle = layers.Dense(1)(digit)
    model = keras.Model(image, {"digit": digit, "angle": angle})
    losses = {"digit": "sparse_categorical_crossentropy", "angle": "mse"}
    model.compile("adam", losses, loss_weights={"digit": 1.0, "angle": angle_weight})
    return model

# %% mutant="two_heads" name="the weight sits on the wrong loss"
def two_heads(body, classes, angle_weight):
    image = keras.Input(body.input_shape[1:])
    features = body(image)
    digit = layers.Dense(classes, activation="softmax")(features)
    model = keras.Model(image, {"digit": digit, "angle": layers.Dense(1)(features)})
    losses = {"digit": "sparse_categorical_crossentropy", "angle": "mse"}
    model.compile("adam", losses, loss_weights={"digit": angle_weight, "angle": 1.0})
    return model

# %% mutant="two_heads" name="sigmoids for the digit"
def two_heads(body, classes, angle_weight):
    image = keras.Input(body.input_shape[1:])
    features = body(image)
    digit = layers.Dense(classes, activation="sigmoid")(features)
    model = keras.Model(image, {"digit": digit, "angle": layers.Dense(1)(features)})
    losses = {"digit": "sparse_categorical_crossentropy", "angle": "mse"}
    model.compile("adam", losses, loss_weights={"digit": 1.0, "angle": angle_weight})
    return model

# %% mutant="two_heads" name="the absolute error"
def two_heads(body, classes, angle_weight):
    image = keras.Input(body.input_shape[1:])
    features = body(image)
    digit = layers.Dense(classes, activation="softmax")(features)
    model = keras.Model(image, {"digit": digit, "angle": layers.Dense(1)(features)})
    losses = {"digit": "sparse_categorical_crossentropy", "angle": "mae"}
    model.compile("adam", losses, loss_weights={"digit": 1.0, "angle": angle_weight})
    return model

# %% [markdown]
# Train two models that differ in one number: the weight of the angle, 1 or 0.001. At the start the
# cross-entropy is about 2.3, that of a guess among ten. The squared error of the angle, in degrees,
# is more than 600.
#
# **Predict.** With equal weights, which task will be served? And with 0.001?

# %%
from scipy.ndimage import rotate

def turned(data, seed):
    angles = np.random.default_rng(seed).uniform(-45, 45, len(data.y))
    images = [rotate(image, a, reshape=False, order=1) for image, a in zip(data.x, angles)]
    return flat(np.array(images)), {"digit": data.y, "angle": angles[:, None]}

def new_body():
    hidden = [layers.Dense(64, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((64,)), *hidden], name="body")

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
(images, truth), scores = turned(test, seed=1), {}
for weight in (1.0, 0.001):
    model = two_heads(new_body(), 10, angle_weight=weight)
    fit(model, *turned(train, seed=0), epochs=20, verbose=0)
    found = model.predict(images, verbose=0)
    right = np.mean(found["digit"].argmax(1) == truth["digit"])
    scores[weight] = right, np.abs(found["angle"] - truth["angle"]).mean()
assert np.square(truth["angle"]).mean() > 600 and round(np.log(10), 1) == 2.3
assert scores[1.0][0] < 0.66 and scores[0.001][0] > 0.8 and scores[1.0][1] < scores[0.001][1] < 12
plotting.model_graph(model)
for weight, (right, miss) in scores.items():
    print(f"weight {weight}: {right:.0%} of the digits right, angle off by {miss:.0f} degrees")

# %% [markdown]
# With equal weights the body belongs to the angle: the large loss has the large gradients, and less
# than two thirds of the digits are right. With 0.001 more than 80 % are. The angle pays a little,
# and misses by a few degrees more. Nothing in the graph changed. **A weight of 1 is not neutral**:
# had we measured angles in radians, it would have meant something else.
#
# ## Layer and Model
#
# The decks draw a family tree: a container of variables, a layer above it, a network, a model, and
# `Sequential` at the end. Beside each stand its methods, among them `add_weights()`, `variables()`
# and `layers()`. Their listings begin with `from tensorflow import tf`.
#
# **Predict.** A model is a layer, or a layer is a model? Which of the decks' names still exist?

# %%
assert issubclass(keras.Sequential, keras.Model) and issubclass(keras.Model, keras.Layer)
assert isinstance(keras.Model.layers, property) and isinstance(keras.Layer.variables, property)
assert not hasattr(tf, "tf") and not hasattr(keras.Layer, "add_weights")
{name: hasattr(keras.Layer, name) for name in ["add_weight", "add_weights", "add_loss", "fit"]}

# %% [markdown]
# **A model is a layer** that has learned `compile`, `fit` and `save`. That is why `tower` and
# `body` could stand inside other models. `Layer` holds weights and `call`, and `Sequential` is a
# model that adds `add`. *Network*, between the two, is gone. The method is `add_weight`, without s;
# `variables` and `layers` are no methods but properties. The import fails, today and ever, as
# TensorFlow holds no `tf`.
#
# ## Which one when?
#
# The decks put the ways in a row, from *simple* on the left to *complex* on the right: Sequential,
# functional, functional with layers of your own, subclassing. That reads like a ladder, with
# subclassing on top. It is no ladder. Here a sum of 4 and 8 numbers, a plain mistake, is
# made in both ways.
#
# **Predict.** In which line does each fail?

# %% tags=["nbval-ignore-output"]
class Broken(keras.Model):
    def __init__(self):
        super().__init__()
        self.four, self.eight = layers.Dense(4), layers.Dense(8)

    def call(self, x):
        return self.four(x) + self.eight(x)

own, x = Broken(), keras.Input((3,))
for line in ["layers.Dense(4)(x) + layers.Dense(8)(x)", "own.count_params()", "own.outputs"]:
    try:
        eval(line)
    except (ValueError, AttributeError) as error:
        print(f"{line}\n    {type(error).__name__}: {str(error)[:75]} ...")
    else:
        raise AssertionError(line)

# %% [markdown]
# The functional line fails at once: 4 and 8 do not fit. `Broken()` was made without complaint.
# It will fail when data arrive, and until then it cannot count its parameters. It has no `outputs`
# either: Keras sees a black box. It cannot be drawn, probed as you probed `deep`, or checked.
#
# What do you get for it? Plain Python inside `call`. One hears that loops that depend on the data
# are the reason to subclass.
#
# **Predict.** This model halves its input until it is at most 1. Called on numbers, what does it
# give? And `predict`?

# %% tags=["nbval-ignore-output"]
class Halve(keras.Model):
    def call(self, x):
        while ops.max(x) > 1:
            x = x / 2
        return x

numbers = np.array([[8.0, 2.0]])
assert ops.convert_to_numpy(Halve()(numbers)).tolist() == [[1, 0.25]]
for name, use in {"predict": lambda: Halve().predict(numbers), "Input": lambda: Halve()(x)}.items():
    try:
        use()
    except Exception as error:
        print(name, "fails:", type(error).__name__)

# %% [markdown]
# Called, it gives 1 and 0.25. But `predict` and `fit` first turn `call` into a graph (unit 07), and
# a graph cannot ask a value that is not there yet. So even here the loop must be written as
# `ops.while_loop`, or the model compiled with `run_eagerly=True`, which is slow.
#
# | | Sequential | functional | subclass |
# |---|---|---|---|
# | shape | a chain | any graph without cycles | whatever `call` does |
# | several inputs, outputs, sharing | no | yes | yes |
# | checked, counted, drawn, cut before any data | yes | yes | no |
# | a training step of your own | no | no | yes |
#
# The usual answer is a mixture: layers of your own for new arithmetic, in a functional graph.

# %% [markdown] question="which_api" points=3
# ### In your own words
#
# **Which API would you use, and why?** (a) A chain of five layers for a table. (b) A model for a
# car: a camera image and the speed go in, steering and braking come out. (c) A network that takes a
# sentence word by word and decides after each word whether it has read enough. Give a reason for
# each, and say what you lose by subclassing although you need not. Then name one thing from this
# unit that the *graph* guaranteed and training would not have. Five to eight sentences.
#
# ### BEGIN SOLUTION
# (a) Sequential: it is a chain, and the shortest way is the clearest; the functional API would
# work as well. (b) Functional: two inputs are joined and two heads share a body, which is a graph
# without cycles; the two losses need weights that suit their units. (c) The path depends on the
# data, so I would subclass Model, or better write one layer whose call uses ops.while_loop and put
# it into a functional graph; a plain Python loop would work only without compilation. By
# subclassing without need I lose what Keras knows about a graph: shape errors at the line where
# they are made, the count of parameters and the picture before any data, and the possibility to cut
# out a part such as the tower or the values after each block. The graph guaranteed that the shared
# tower gives the same answer when the two images are swapped; the separate towers were about as
# often right and contradicted themselves on many pairs.
# ### END SOLUTION

# %% [markdown] rubric="which_api"
# - **3** Three fitting choices with reasons from the shape of the graph; names at least two losses
#   of subclassing; and a guarantee of the graph (symmetry of the shared tower, the shortcut's
#   gradient of 1 at the start, shared weights).
# - **2** Three fitting choices with reasons, and one of the other two points.
# - **1** At least two fitting choices, with no reasons beyond simple and complex.
# - **0** No answer, or choices that cannot work, such as Sequential for two inputs.

# %% [markdown]
# ## Summary
#
# - A layer is a function. Called on an `Input`, it makes weights and a note in a graph; a model is
#   a graph with named ends.
# - A residual block is $x + F(x)$. Its shortcut lets the gradient pass thirty layers undamped. Good
#   gradients are necessary, but not enough.
# - Inception looks through several windows at once; 1×1 convolutions make that affordable.
# - One layer object called twice is shared. What the graph guarantees need not be learned.
# - Several heads have one loss: a weighted sum. Its weights depend on the units.
# - A model is a layer. Sequential for chains, functional for graphs, subclassing when the code of
#   `call` or of the training step must be yours.
#
# **Next:** what is inside the layers: convolution, pooling, normalisation, memory.
