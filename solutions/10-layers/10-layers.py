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
# # The layers
#
# `Conv2D`, `MaxPooling2D`, `BatchNormalization`, `LSTM`: four names that one types without knowing
# what happens inside. In this unit you write each of them in NumPy, in a few lines, and Keras tells
# you whether you are right. At the end you can
#
# - compute a convolution, its padding and its pooling by hand,
# - say which numbers a normalisation averages, and which names mislead,
# - step an LSTM and read its gates,
# - find where the parameters of a network sit,
# - scale a network in depth, width and resolution, and say what it costs.

# %%
from helpers import runtime

runtime.start(seed=0)
import keras
import numpy as np
from keras import layers
from scipy.signal import convolve2d

from helpers import datasets, plotting
from helpers.training import fit

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

# %% [markdown]
# ## One small window for the whole picture
#
# A `Dense` neuron has one weight for every pixel. It learns an edge at the top left, and knows
# nothing of the same edge at the bottom right. A **convolution** has a handful of weights, the
# **kernel** or filter. It lays them on a window of the picture, multiplies each pixel by the weight
# on it, and adds up. Then it slides on and uses *the same* weights again.
#
# A colour picture has three **channels**. The kernel then has three sheets of weights, one for each
# channel, and all products go into one sum. One kernel gives one number at each place. A layer with
# 32 filters gives 32, and these are the channels of its output.
#
# The **stride** is how far the window jumps. It must lie wholly on the picture, so along a side of
# $n$ pixels a kernel of size $k$ finds room at
#
# $$\left\lfloor \frac{n - k}{s} \right\rfloor + 1$$
#
# places, where $s$ is the stride.
#
# ### Exercise: conv2d
#
# Write `conv2d`, with a loop over the places of the output. `image` has the shape (height, width,
# channels), `kernel` (height, width, channels, filters). The likely mistakes: to forget the last
# place, and to keep the channels apart.

# %% exercise="conv2d"
def conv2d(image, kernel, stride=1):
    """Return the convolution without padding, shape (rows, columns, filters)."""
    ### BEGIN SOLUTION
    height, width, _, filters = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    out = np.zeros((rows, columns, filters))
    for row, column in np.ndindex(rows, columns):
        top, left = row * stride, column * stride
        window = image[top : top + height, left : left + width]
        out[row, column] = np.tensordot(window, kernel, axes=3)
    return out
    ### END SOLUTION

# %% check="conv2d" points=2
x = np.array([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]])
k = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
got = conv2d(x[:, :, None], k[:, :, None, None])
assert np.shape(got) == (3, 3, 1) and got[0, 0, 0] == 4, f"shape (3, 3, 1), first 4; got {got}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for (height, width), (kh, kw) in [((5, 5), (3, 3)), ((6, 4), (2, 3)), ((3, 7), (3, 1))]:
    image, kernel = rng.normal(size=(height, width, 1)), rng.normal(size=(kh, kw, 1, 1))
    want = keras.ops.convert_to_numpy(keras.ops.conv(image[None], kernel, padding="valid"))[0]
    got = np.asarray(conv2d(image, kernel))
    assert got.shape == want.shape, (
        f"a kernel of {kh} x {kw} on {height} x {width}: your shape is {got.shape}. How many "
        "places are there along each side?"
    )
    assert np.allclose(got, want, atol=0.03), (
        f"a kernel of {kh} x {kw} on {height} x {width}: you and Keras disagree. Multiply each "
        "pixel by the weight that lies on it, without turning the kernel."
    )
### END HIDDEN TESTS

# %% check="conv2d" points=2
image, kernel = np.sin(np.arange(189.0)).reshape(7, 9, 3), np.ones((3, 3, 3, 1)) * np.arange(4)
got, want = conv2d(image, kernel, stride=2), keras.ops.conv(image[None], kernel, strides=2)[0]
assert np.shape(got) == (3, 4, 4), f"stride 2, 4 filters: expected (3, 4, 4), got {np.shape(got)}."
assert np.allclose(got, want, atol=0.03), "you and Keras differ: stride 2, 3 channels, 4 filters."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for side, size, channels, filters, stride in [(8, 3, 2, 5, 2), (10, 4, 3, 2, 3), (6, 1, 4, 3, 1)]:
    image = rng.normal(size=(side, side + 1, channels))
    kernel = rng.normal(size=(size, size, channels, filters))
    before = image.copy()
    want = keras.ops.convert_to_numpy(keras.ops.conv(image[None], kernel, strides=stride))[0]
    got = np.asarray(conv2d(image, kernel, stride))
    assert got.shape == want.shape and np.allclose(got, want, atol=0.03), (
        f"{side} x {side + 1} pixels, {channels} channels, {filters} filters of {size} x {size}, "
        f"stride {stride}: wrong numbers, or a wrong shape {got.shape}. The channels go into one "
        "sum."
    )
    assert np.array_equal(image, before), "conv2d changed the picture that it was given."
### END HIDDEN TESTS

# %% mutant="conv2d" name="forgets the last place"
def conv2d(image, kernel, stride=1):
    height, width, _, filters = kernel.shape
    rows = (image.shape[0] - height) // stride
    columns = (image.shape[1] - width) // stride
    out = np.zeros((rows, columns, filters))
    for row, column in np.ndindex(rows, columns):
        window = image[row * stride :, column * stride :][:height, :width]
        out[row, column] = np.tensordot(window, kernel, axes=3)
    return out

# %% mutant="conv2d" name="turns the kernel by half a turn"
def conv2d(image, kernel, stride=1):
    kernel = kernel[::-1, ::-1]
    height, width, _, filters = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    out = np.zeros((rows, columns, filters))
    for row, column in np.ndindex(rows, columns):
        window = image[row * stride :, column * stride :][:height, :width]
        out[row, column] = np.tensordot(window, kernel, axes=3)
    return out

# %% mutant="conv2d" name="looks at the first channel only"
def conv2d(image, kernel, stride=1):
    height, width, _, filters = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    out = np.zeros((rows, columns, filters))
    for row, column in np.ndindex(rows, columns):
        window = image[row * stride :, column * stride :][:height, :width, 0]
        out[row, column] = np.tensordot(window, kernel[:, :, 0], axes=2)
    return out

# %% mutant="conv2d" name="the stride shortens the output but does not move the window"
def conv2d(image, kernel, stride=1):
    height, width, _, filters = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    out = np.zeros((rows, columns, filters))
    for row, column in np.ndindex(rows, columns):
        window = image[row : row + height, column : column + width]
        out[row, column] = np.tensordot(window, kernel, axes=3)
    return out

# %% mutant="conv2d" name="takes the mean of the window instead of the sum"
def conv2d(image, kernel, stride=1):
    height, width, _, filters = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    out = np.zeros((rows, columns, filters))
    for row, column in np.ndindex(rows, columns):
        window = image[row * stride :, column * stride :][:height, :width]
        out[row, column] = np.tensordot(window, kernel, axes=3) / window.size
    return out

# %% mutant="conv2d" name="takes every picture for a square"
def conv2d(image, kernel, stride=1):
    height, width, _, filters = kernel.shape
    side = (image.shape[0] - height) // stride + 1
    out = np.zeros((side, side, filters))
    for row, column in np.ndindex(side, side):
        window = image[row * stride :, column * stride :][:height, :width]
        out[row, column] = np.tensordot(window, kernel, axes=3)
    return out

# %% [markdown]
# The example that everybody draws: a picture of 5 x 5 pixels and a kernel of 3 x 3.
#
# **Predict.** The first number is 4. Cover the picture below with your hand, and compute the
# second: which pixels does the kernel count, and which does it skip?

# %%
x = np.array([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]])
k = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
out = conv2d(x[:, :, None], k[:, :, None, None])[:, :, 0]
plotting.sliding_kernel(x, k, out)
assert out.tolist() == [[4, 3, 4], [2, 4, 3], [2, 3, 4]]
dense = keras.Sequential([keras.Input((25,)), layers.Dense(9, use_bias=False)])
assert dense.count_params() == 225

# %% [markdown]
# It is 3. The kernel counts the four corners and the middle of its window. Nine places, nine
# numbers, and the *same* nine weights at each of them. A `Dense` layer from 25 pixels to 9 neurons
# would need 225 weights. A convolution **is** such a layer, with most weights set to zero and the
# rest shared.
#
# Mathematicians object to the name. Their convolution turns the kernel by half a turn before it
# slides. What networks do is called *cross-correlation* in other books. The kernel above looks the
# same after half a turn, so it cannot tell. Take one that can: light on the left minus light on the
# right.
#
# **Predict.** Will Keras agree with you, or with SciPy's `convolve2d`? And which sides of a light
# square will still be there?

# %%
square = datasets.load("shapes", n=8, noise=0, seed=1).x[2] / 255
k = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]]) / 4
yours = conv2d(square[:, :, None], k[:, :, None, None])[:, :, 0]
by_keras = keras.ops.conv(square[None, :, :, None], k[:, :, None, None])[0, :, :, 0]
by_scipy = convolve2d(square, k, mode="valid")
pictures = {"picture": square[1:-1, 1:-1], "you": yours, "Keras": by_keras, "SciPy": by_scipy}
plotting.image_grid([*pictures.values()], [*pictures])
assert np.allclose(yours, by_keras, atol=0.01) and np.allclose(yours, -by_scipy)

# %% [markdown]
# Keras agrees with you. SciPy turns the kernel, and black and white change places. For a network it
# makes no difference: weights that are *learned* come out turned if need be.
#
# Of each upright line a bright and a dark edge remain, the level lines are gone, and every even
# area is grey, which is zero here. One kernel answers one question, everywhere: is it lighter on
# the left than on the right? Such an answer in the form of a picture is called a **feature map**.
# Nobody chooses the question in a network. It is learned.
#
# ## At the border
#
# A kernel of 3 x 3 takes two pixels from each side: 5 became 3. After ten layers a picture of 20
# pixels would be gone. **Padding** puts a frame around it first. The decks show four kinds, here
# with two more numbers at each end:
#
# | padding | 1, 2, 3, 4 becomes |
# |---|---|
# | zero | **0 0** 1 2 3 4 **0 0** |
# | reflect | **3 2** 1 2 3 4 **3 2** |
# | replicate | **1 1** 1 2 3 4 **4 4** |
# | constant | ***a a*** 1 2 3 4 ***b b*** |
#
# ### Exercise: pad
#
# Write `pad` for a vector. The names of the table are the modes, and only `"constant"` looks at
# `values`, one for each end. `before` and `after` are smaller than the length of `x`. Think of it
# as reading: from which place of `x` does each new place read? The likely mistake is in the mirror:
# it stands **on** the last number, and does not show that number twice.

# %% exercise="pad"
def pad(x, before, after, mode="zero", values=(0, 0)):
    """Return the vector x with `before` more numbers in front and `after` more behind."""
    ### BEGIN SOLUTION
    last = len(x) - 1
    places = np.arange(-before, len(x) + after)
    if mode == "replicate":
        return x[np.clip(places, 0, last)]
    if mode == "reflect":
        return x[last - np.abs(last - np.abs(places))]
    first, second = values if mode == "constant" else (0, 0)
    return np.concatenate([np.full(before, first), x, np.full(after, second)])
    ### END SOLUTION

# %% check="pad" points=3
modes = {"zero": "00123400", "constant": "77123499", "reflect": "32123432", "replicate": "11123444"}
for mode, digits in modes.items():
    got = pad(np.array([1, 2, 3, 4]), 2, 2, mode, values=(7, 9))
    assert np.array_equal(got, [*map(int, digits)]), f"{mode}: expected {digits}, got {got}."
### BEGIN HIDDEN TESTS
x = np.array([5.0, -1.0, 2.5])
for before, after in [(1, 2), (0, 2), (2, 0), (0, 0)]:
    for mode, (first, second) in [("zero", (0, 0)), ("constant", (-3.5, 8.0))]:
        want = [first] * before + [5.0, -1.0, 2.5] + [second] * after
        got = pad(x, before, after, mode, (-3.5, 8.0))
        assert np.array_equal(got, want), (
            f"{mode}, {before} before and {after} after: got {np.asarray(got).tolist()}. Only "
            "constant looks at values."
        )
assert np.array_equal(x, [5.0, -1.0, 2.5]), "pad changed the vector that it was given."
for x in (np.array([8, 6, 7, 5, 3, 0, 9]), np.array([2.5, -4.0])):
    for before, after in [(1, 1), (0, 1), (1, 0), (len(x) - 1, 0), (0, len(x) - 1)]:
        for mode, name in [("reflect", "reflect"), ("replicate", "edge")]:
            got, want = pad(x, before, after, mode), np.pad(x, (before, after), name)
            assert np.array_equal(got, want), (
                f"{mode} of {x.tolist()}, {before} before and {after} after: got "
                f"{np.asarray(got).tolist()}. From which place does each new number come?"
            )
### END HIDDEN TESTS

# %% mutant="pad" name="the mirror shows the last number twice"
def pad(x, before, after, mode="zero", values=(0, 0)):
    if mode == "replicate":
        return np.pad(x, (before, after), "edge")
    if mode == "reflect":
        return np.pad(x, (before, after), "symmetric")
    return np.pad(x, (before, after), constant_values=values if mode == "constant" else 0)

# %% mutant="pad" name="goes round instead of back"
def pad(x, before, after, mode="zero", values=(0, 0)):
    places = np.arange(-before, len(x) + after)
    if mode == "replicate":
        return x[np.clip(places, 0, len(x) - 1)]
    if mode == "reflect":
        return x[places % len(x)]
    first, second = values if mode == "constant" else (0, 0)
    return np.concatenate([np.full(before, first), x, np.full(after, second)])

# %% mutant="pad" name="pads both ends by the first number"
def pad(x, before, after, mode="zero", values=(0, 0)):
    if mode in ("replicate", "reflect"):
        return np.pad(x, before, {"replicate": "edge"}.get(mode, mode))
    return np.pad(x, before, constant_values=values if mode == "constant" else 0)

# %% mutant="pad" name="one constant for both ends"
def pad(x, before, after, mode="zero", values=(0, 0)):
    if mode in ("replicate", "reflect"):
        return np.pad(x, (before, after), {"replicate": "edge"}.get(mode, mode))
    value = values[0] if mode == "constant" else 0
    return np.concatenate([np.full(before, value), x, np.full(after, value)])

# %% mutant="pad" name="replicates the whole vector"
def pad(x, before, after, mode="zero", values=(0, 0)):
    if mode == "replicate":
        return np.pad(x, (before, after), "wrap")
    if mode == "reflect":
        return np.pad(x, (before, after), "reflect")
    return np.pad(x, (before, after), constant_values=values if mode == "constant" else 0)

# %% mutant="pad" name="zero looks at values, too"
def pad(x, before, after, mode="zero", values=(0, 0)):
    if mode in ("replicate", "reflect"):
        return np.pad(x, (before, after), {"replicate": "edge"}.get(mode, mode))
    return np.pad(x, (before, after), constant_values=values)

# %% [markdown]
# For a picture, pad all columns, then all rows. Here is a handwritten digit on white paper, blurred
# by a kernel of nine times 1/9.
#
# **Predict.** The paper is white, 1, up to the border. Which padding will leave a dark frame, and
# how bright will its corners be?

# %%
paper = 1 - datasets.load("digits").x[0].reshape(8, 8) / 16
blurred = []
for mode in ["zero", "reflect", "replicate"]:
    tall = np.apply_along_axis(pad, 0, paper, 1, 1, mode)
    framed = np.apply_along_axis(pad, 1, tall, 1, 1, mode)
    blurred.append(conv2d(framed[:, :, None], np.full((3, 3, 1, 1), 1 / 9))[:, :, 0])
plotting.image_grid([paper, *blurred], ["digit", "zero", "reflect", "replicate"])
same = keras.ops.conv(paper[None, :, :, None], np.full((3, 3, 1, 1), 1 / 9), padding="same")
assert np.allclose(blurred[0], same[0, :, :, 0], atol=0.01) and np.isclose(blurred[0][0, 0], 4 / 9)

# %% [markdown]
# Zero is not "nothing". Zero is black. In a corner five of the nine weights lie on black, so only
# 4/9 of the white is left. Reflection and replication guess what might lie outside, and guess well.
# Still, `padding="same"` in Keras means zeros, because a network can learn to live with a dark
# frame. It can even use it, to find out how far away the border is.
#
# ## Pooling
#
# A feature map says *where* an edge is, to the pixel. Often it is enough to know roughly. **Max
# pooling** cuts each channel into blocks and keeps the largest number of each. **Average pooling**
# keeps the mean. (The decks say that both *sample*. A maximum is one of the numbers, a mean is
# not.) **Global pooling** takes the whole map as one block: one number for each channel remains.
#
# ### Exercise: pool
#
# Write `pool`, from (height, width, channels) to (rows, columns, channels), or to (channels,) if
# `size` is `None`. Blocks do not overlap, and a rest that fills no block is dropped, as in Keras.
# The likely mistake is to pool over the channels, too.

# %% exercise="pool"
def pool(image, size=2, how="max"):
    """Return the "max" or "average" of each block; size=None takes the whole map."""
    ### BEGIN SOLUTION
    reduce = np.max if how == "max" else np.mean
    if size is None:
        return reduce(image, axis=(0, 1))
    rows, columns = image.shape[0] // size, image.shape[1] // size
    kept = image[: rows * size, : columns * size]
    blocks = kept.reshape(rows, size, columns, size, -1)
    return reduce(blocks, axis=(1, 3))
    ### END SOLUTION

# %% check="pool" points=3
image = np.random.default_rng(2).normal(size=(5, 6, 3)).astype("float32")
for size, layer in [(2, layers.MaxPooling2D(2)), (None, layers.GlobalMaxPooling2D())]:
    got, want = pool(image, size, "max"), layer(image[None])[0]
    assert np.array_equal(got, want), f"{size=}: other numbers than Keras, or not {want.shape}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
for shape, size in [((9, 7, 2), 3), ((4, 4, 1), 4), ((8, 6, 5), 2), ((5, 3, 2), 1)]:
    image = rng.normal(size=shape) - 5
    pairs = [("max", layers.MaxPooling2D(size)), ("average", layers.AveragePooling2D(size))]
    for how, layer in pairs:
        got, want = np.asarray(pool(image, size, how)), np.asarray(layer(image[None])[0])
        assert got.shape == want.shape and np.allclose(got, want, atol=1e-4), (
            f"{how} pooling of {shape} with blocks of {size}: wrong numbers, or a wrong shape "
            f"{got.shape}. All numbers here are negative; a rest that fills no block is dropped."
        )
for shape in [(2, 9, 4), (1, 1, 2), (6, 3, 1)]:
    image = rng.normal(size=shape) - 3
    for how, want in [("max", image.max(axis=(0, 1))), ("average", image.mean(axis=(0, 1)))]:
        got = np.asarray(pool(image, None, how))
        assert got.shape == want.shape and np.allclose(got, want), (
            f"global {how} pooling of {shape}: got {got}. One number for each channel."
        )
### END HIDDEN TESTS

# %% mutant="pool" name="pools over the channels, too"
def pool(image, size=2, how="max"):
    reduce = np.max if how == "max" else np.mean
    if size is None:
        return reduce(image)
    rows, columns = image.shape[0] // size, image.shape[1] // size
    blocks = image[: rows * size, : columns * size].reshape(rows, size, columns, size, -1)
    return reduce(blocks, axis=(1, 3, 4))

# %% mutant="pool" name="cuts the blocks in the wrong direction"
def pool(image, size=2, how="max"):
    reduce = np.max if how == "max" else np.mean
    if size is None:
        return reduce(image, axis=(0, 1))
    rows, columns = image.shape[0] // size, image.shape[1] // size
    blocks = image[: rows * size, : columns * size].reshape(size, rows, size, columns, -1)
    return reduce(blocks, axis=(0, 2))

# %% mutant="pool" name="always the maximum"
def pool(image, size=2, how="max"):
    if size is None:
        return image.max(axis=(0, 1))
    rows, columns = image.shape[0] // size, image.shape[1] // size
    blocks = image[: rows * size, : columns * size].reshape(rows, size, columns, size, -1)
    return blocks.max(axis=(1, 3))

# %% mutant="pool" name="fills the rest up with zeros"
def pool(image, size=2, how="max"):
    reduce = np.max if how == "max" else np.mean
    if size is None:
        return reduce(image, axis=(0, 1))
    more = [(0, -image.shape[axis] % size) for axis in (0, 1)]
    image = np.pad(image, [*more, (0, 0)])
    rows, columns = image.shape[0] // size, image.shape[1] // size
    return reduce(image.reshape(rows, size, columns, size, -1), axis=(1, 3))

# %% mutant="pool" name="keeps one pixel of each block"
def pool(image, size=2, how="max"):
    if size is None:
        return image[0, 0]
    rows, columns = image.shape[0] // size, image.shape[1] // size
    return image[: rows * size : size, : columns * size : size]

# %% [markdown]
# Why throw numbers away? Move twenty shapes one pixel to the right, and compare before and after:
# the sum of all changes, divided by the sum of the numbers.
#
# **Predict.** How much changes in the feature map, in the maxima of blocks of 4 x 4, and in the
# global maximum?

# %%
def change(before, after):
    return np.abs(after - before).sum() / np.abs(before).sum()

pairs = []
for shape in datasets.load("shapes", n=20, noise=0, seed=1).x / 255:
    moved = np.roll(shape, 1, axis=1)
    pairs.append([conv2d(image[:, :, None], k[:, :, None, None]) for image in (shape, moved)])
    assert np.allclose(pairs[-1][1][:, 1:], pairs[-1][0][:, :-1])
changes = {}
for name, size in {"feature map": 1, "blocks of 4": 4, "global": None}.items():
    changes[name] = np.mean([change(pool(a, size), pool(b, size)) for a, b in pairs])
print({name: f"{share:.0%}" for name, share in changes.items()})
assert changes["feature map"] > 1 and changes["blocks of 4"] < 0.4 and changes["global"] < 1e-9

# %% [markdown]
# The feature map moves along with the shape, so the numbers along its edges are all new: more than
# 100 percent. That is called *equivariant*: where the picture goes, the map goes. Of the blocks
# less than 40 percent changes, as most edges stay inside theirs. The global maximum has not noticed
# at all. That is called *invariant*.
#
# ## The deck's network
#
# Now stack the parts. The decks show a network for colour pictures of 64 x 64: three rounds of
# `Conv2D` and `MaxPooling2D` with 32, 64 and 128 filters, then `Flatten` and two `Dense` layers.
# (They give `input_shape` to the first layer, which Keras 3 answers with a warning. It wants a
# `keras.Input`.) A filter of 3 x 3 over $c$ channels has $9c + 1$ parameters.
#
# **Predict.** Follow the side of the picture: 64, 62, 31, and then? How many parameters does each
# convolution have? And where do most of all parameters sit?

# %%
def deck_cnn(end):
    steps = [keras.Input((64, 64, 3))]
    for filters in (32, 64, 128):
        steps += [layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D(2)]
    return keras.Sequential(
        [*steps, end, layers.Dense(128, activation="relu"), layers.Dense(10, activation="softmax")]
    )

cnn = deck_cnn(layers.Flatten())
plotting.architecture(cnn)
assert [layer.count_params() for layer in cnn.layers[:5:2]] == [896, 18_496, 73_856]
assert cnn.layers[7].count_params() == 589_952 > 0.86 * cnn.count_params()
assert deck_cnn(layers.GlobalAveragePooling2D()).count_params() == 111_050

# %% [markdown]
# 64, 62, 31, 29, 14, 12, 6. From 31 to 29, and then the half of 29: a row is dropped. The three
# convolutions have 896, 18,496 and 73,856 parameters, the network 684,490. And 589,952 of them, 86
# percent, sit in the *first dense layer*, which looks at 6 · 6 · 128 = 4608 numbers one by one. Put
# `GlobalAveragePooling2D` in the place of `Flatten`, and 111,050 are left. Modern networks end that
# way.
#
# ## Does it pay?
#
# Pictures of circles, squares, triangles and crosses, at random places. A dense network gets 64
# hidden neurons. Against it stand three convolutional ones, with 1, 3 and 9 filters in the first
# layer, twice and four times as many in the next two. The first layer goes in strides of 2. The
# largest has less than a sixth of the dense network's parameters.
#
# **Predict.** Which network recognises more of the 250 test pictures, and what does three times the
# width bring, the first time and the second?

# %% tags=["nbval-ignore-output"]
train, test = datasets.load("shapes", n=1000).split(seed=0)

def small_cnn(width):
    steps = [layers.Conv2D(width, 3, strides=2, activation="relu")]
    steps += [layers.Conv2D(2 * width, 3, activation="relu"), layers.MaxPooling2D(2)]
    return [*steps, layers.Conv2D(4 * width, 3, activation="relu"), layers.GlobalMaxPooling2D()]

def accuracy(hidden, rate):
    steps = [keras.Input((28, 28, 1)), layers.Rescaling(1 / 255), *hidden]
    model = keras.Sequential([*steps, layers.Dense(4, activation="softmax")])
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    fit(model, train.x[..., None], train.y, epochs=12, verbose=0)
    right = np.argmax(model(test.x[..., None]), axis=1) == test.y
    return model.count_params(), np.mean(right)

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
scores = {"dense": accuracy([layers.Flatten(), layers.Dense(64, activation="relu")], 0.001)}
scores |= {f"width {width}": accuracy(small_cnn(width), 0.005) for width in (1, 3, 9)}
for name, (parameters, right) in scores.items():
    print(f"{name:8} {parameters:6,} parameters {right:5.0%} right")
sizes, rights = zip(*scores.values())
assert rights[0] < 0.8 < rights[2] and rights[1] < rights[3] > 0.95
assert 6 * sizes[3] < sizes[0] > 50 * sizes[2]

# %% [markdown]
# The dense network gets about seven in ten right, although it nearly knows its training pictures by
# heart. It has to learn a circle again at every place. The network of width 3 has a fiftieth of its
# parameters and leaves it far behind, because sliding and the global maximum were built in, not
# learned.
#
# Now the widths. Three times the first filters help a lot; three times more bring almost nothing,
# for almost nothing is left to gain. In the decks' words: accuracy rises with the size of the
# model, but soon *saturates*. Keep that in mind for the last section.
#
# ## Who is averaged with whom?
#
# Deep networks learn badly when the numbers inside drift to odd sizes. **Normalisation** layers
# pull them back: subtract the mean, divide by the standard deviation, then let the network learn a
# new scale and a new centre for each channel. That much all of them share:
#
# $$\frac{x - \text{mean}}{\sqrt{\text{variance} + \varepsilon}}$$
#
# They differ in one thing only: over **which numbers** mean and variance are taken. A batch of
# pictures has four axes, (examples, height, width, channels). You can *see* the difference without
# reading a line of their code. Nudge one number, and look which outputs move: exactly those that
# share a mean with it.
#
# **Predict.** 3 examples, 4 channels of 2 x 2 pixels. For each layer: does the nudge reach other
# pixels, other channels, other examples?

# %%
kinds = {"batch": layers.BatchNormalization(), "layer": layers.LayerNormalization(axis=(1, 2, 3))}
kinds |= {"instance": layers.GroupNormalization(-1), "group of 2": layers.GroupNormalization(2)}
kinds["Keras's layer"] = layers.LayerNormalization()
x = np.random.default_rng(0).normal(size=(3, 2, 2, 4))
nudged = x.copy()
nudged[0, 0, 0, 1] += 1
out = {name: [layer(v, training=True) for v in (x, nudged)] for name, layer in kinds.items()}
moved = {name: ~np.isclose(*pair, atol=1e-5) for name, pair in out.items()}
plotting.reach(moved, nudged=(0, 0, 0, 1))
assert [int(m.sum()) for m in moved.values()] == [12, 16, 4, 8, 4]

# %% [markdown]
# - **Batch**: one channel, over all pixels of *all examples*. In training, what the network makes
#   of a picture depends on which other pictures happen to be in the batch.
# - **Layer**: one example, everything in it.
# - **Instance**: one example, one channel.
# - **Group**: one example, a few neighbouring channels. One group is layer normalisation again, and
#   groups of one channel are instance normalisation.
# - **Keras's `LayerNormalization()`**, as it comes, is *not* the second panel. It averages over the
#   last axis only, so every pixel is on its own. For pictures say `axis=(1, 2, 3)`.
#
# ### Exercise: normalise
#
# Write `normalise` for all four, without the learned scale and centre. For `"group"`, split the
# last axis into `groups` groups of neighbours first, shape (groups, channels in a group). The
# likely mistakes: to divide by the variance, and to put every second channel into a group.

# %% exercise="normalise"
def normalise(x, kind, groups=2, epsilon=0.001):
    """Return x, normalised over what a "batch", "layer", "instance" or "group" shares."""
    ### BEGIN SOLUTION
    axes = {"batch": (0, 1, 2), "layer": (1, 2, 3), "instance": (1, 2), "group": (1, 2, 4)}[kind]
    parts = x.reshape(*x.shape[:3], groups, -1) if kind == "group" else x
    mean = parts.mean(axis=axes, keepdims=True)
    variance = parts.var(axis=axes, keepdims=True)
    return ((parts - mean) / np.sqrt(variance + epsilon)).reshape(x.shape)
    ### END SOLUTION

# %% check="normalise" points=2
x, oracle = np.random.default_rng(5).normal(3, 2, size=(4, 5, 3, 6)), layers.LayerNormalization
for kind, layer in {"batch": layers.BatchNormalization(), "layer": oracle((1, 2, 3))}.items():
    got, want = normalise(x, kind), layer(x, training=True)
    assert np.allclose(got, want, atol=1e-3), f"{kind}: you and Keras differ. Which axes?"
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(15)
for spread, shape in [(0.02, (3, 4, 4, 5)), (1.0, (6, 2, 7, 1)), (40.0, (2, 3, 3, 8))]:
    x = rng.normal(1, spread, size=shape)
    x[..., 0] = 7
    before = x.copy()
    oracle = {"batch": layers.BatchNormalization(), "layer": layers.LayerNormalization((1, 2, 3))}
    for kind, layer in oracle.items():
        got, want = np.asarray(normalise(x, kind)), layer(x, training=True)
        assert got.shape == shape, f"{kind}: shape {shape} in, {got.shape} out."
        assert np.allclose(got, want, atol=2e-3), (
            f"{kind}: {shape} with spread {spread} and one channel that is constant: you and "
            "Keras differ. Which axes, the root, and where does epsilon stand?"
        )
    assert np.array_equal(x, before), "normalise changed the array that it was given."
### END HIDDEN TESTS

# %% check="normalise" points=1
x = np.random.default_rng(6).normal(-1, 3, size=(3, 4, 4, 6)) * np.arange(1, 7)
for kind, groups in [("instance", 6), ("group", 2), ("group", 3)]:
    got, want = normalise(x, kind, groups), layers.GroupNormalization(groups)(x)
    assert np.allclose(got, want, atol=1e-3), f"{kind}, {groups} groups: you and Keras differ."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(16)
for channels, groups in [(8, 4), (8, 2), (9, 3), (4, 1), (4, 4)]:
    x = rng.normal(size=(2, 3, 5, channels)) * np.arange(1, channels + 1) + np.arange(channels)
    got, want = np.asarray(normalise(x, "group", groups)), layers.GroupNormalization(groups)(x)
    assert got.shape == x.shape and np.allclose(got, want, atol=1e-3), (
        f"{channels} channels in {groups} groups: you and Keras differ. A group is made of "
        "neighbours, in one example, over all pixels."
    )
x = rng.normal(size=(2, 3, 3, 4)) * 0.02
got, want = np.asarray(normalise(x, "instance")), layers.GroupNormalization(4)(x)
assert got.shape == x.shape and np.allclose(got, want, atol=1e-4), (
    "instance normalisation of small numbers: you and Keras differ."
)
got, want = normalise(x, "group", 2, epsilon=0.1), layers.GroupNormalization(2, epsilon=0.1)(x)
assert np.allclose(got, want, atol=1e-4), "another epsilon: you and Keras differ."
### END HIDDEN TESTS

# %% mutant="normalise" name="takes Keras's default for layer normalisation"
def normalise(x, kind, groups=2, epsilon=0.001):
    axes = {"batch": (0, 1, 2), "layer": 3, "instance": (1, 2), "group": (1, 2, 4)}[kind]
    parts = x.reshape(*x.shape[:3], groups, -1) if kind == "group" else x
    mean, variance = parts.mean(axes, keepdims=True), parts.var(axes, keepdims=True)
    return ((parts - mean) / np.sqrt(variance + epsilon)).reshape(x.shape)

# %% mutant="normalise" name="divides by the variance"
def normalise(x, kind, groups=2, epsilon=0.001):
    axes = {"batch": (0, 1, 2), "layer": (1, 2, 3), "instance": (1, 2), "group": (1, 2, 4)}[kind]
    parts = x.reshape(*x.shape[:3], groups, -1) if kind == "group" else x
    mean, variance = parts.mean(axes, keepdims=True), parts.var(axes, keepdims=True)
    return ((parts - mean) / (variance + epsilon)).reshape(x.shape)

# %% mutant="normalise" name="batch means the first axis only"
def normalise(x, kind, groups=2, epsilon=0.001):
    axes = {"batch": 0, "layer": (1, 2, 3), "instance": (1, 2), "group": (1, 2, 4)}[kind]
    parts = x.reshape(*x.shape[:3], groups, -1) if kind == "group" else x
    mean, variance = parts.mean(axes, keepdims=True), parts.var(axes, keepdims=True)
    return ((parts - mean) / np.sqrt(variance + epsilon)).reshape(x.shape)

# %% mutant="normalise" name="every second channel in a group"
def normalise(x, kind, groups=2, epsilon=0.001):
    axes = {"batch": (0, 1, 2), "layer": (1, 2, 3), "instance": (1, 2), "group": (1, 2, 3)}[kind]
    parts = x.reshape(*x.shape[:3], -1, groups) if kind == "group" else x
    mean, variance = parts.mean(axes, keepdims=True), parts.var(axes, keepdims=True)
    return ((parts - mean) / np.sqrt(variance + epsilon)).reshape(x.shape)

# %% mutant="normalise" name="epsilon outside the root"
def normalise(x, kind, groups=2, epsilon=0.001):
    axes = {"batch": (0, 1, 2), "layer": (1, 2, 3), "instance": (1, 2), "group": (1, 2, 4)}[kind]
    parts = x.reshape(*x.shape[:3], groups, -1) if kind == "group" else x
    mean, variance = parts.mean(axes, keepdims=True), parts.var(axes, keepdims=True)
    return ((parts - mean) / (np.sqrt(variance) + epsilon)).reshape(x.shape)

# %% mutant="normalise" name="groups reach over all examples"
def normalise(x, kind, groups=2, epsilon=0.001):
    axes = {"batch": (0, 1, 2), "layer": (1, 2, 3), "instance": (1, 2)}.get(kind, (0, 1, 2, 4))
    parts = x.reshape(*x.shape[:3], groups, -1) if kind == "group" else x
    mean, variance = parts.mean(axes, keepdims=True), parts.var(axes, keepdims=True)
    return ((parts - mean) / np.sqrt(variance + epsilon)).reshape(x.shape)

# %% [markdown]
# The decks say of batch normalisation that it turns values into values from 0 to 1.
#
# **Predict.** 1000 numbers around 50. Do they lie between 0 and 1 afterwards? And what becomes of a
# batch with a *single* example?

# %%
x = np.random.default_rng(0).normal(50, 20, size=(1000, 1))
batch = layers.BatchNormalization()
y = np.asarray(batch(x, training=True))
assert abs(y.mean()) < 0.01 and abs(y.std() - 1) < 0.01 and (np.abs(y) > 1).mean() > 0.25
alone = batch(x[:1], training=True)
assert np.allclose(alone, 0) and not np.allclose(batch(x[:1]), 0)
print(f"from {y.min():.1f} to {y.max():.1f}; alone: {float(alone[0, 0]):.1f}")

# %% [markdown]
# They do not. Mean 0 and deviation 1 is what comes, and many values lie below -1 or above 1. A
# single example is its own mean, so nothing is left of it: 0. That is why batch normalisation has
# two lives. In training it takes the mean of the batch; afterwards it takes an average that it
# remembered. Small batches make a poor mean, and there group normalisation is the safer choice.
#
# ## A layer with a memory
#
# Convolutions slide over space. For a sequence, words or measurements, slide over time, and carry
# something along. A **recurrent** layer has a state $h$. At every step it mixes the new input with
# it, always with the same weights:
#
# $$h \leftarrow \tanh(x W + h U + b)$$
#
# Every step stirs the state again, so old news fades. The **LSTM** adds a second state, the *cell*
# $c$, that is not stirred. Three **gates**, sigmoids between 0 and 1, decide what happens to it:
#
# $$c \leftarrow f \cdot c + i \cdot g \qquad h \leftarrow o \cdot \tanh(c)$$
#
# $f$ is what to keep, $i$ what to let in, $o$ what to show. The candidate $g$ is a tanh. All four
# come from one product $z = x W + h U + b$, four times as wide as the state, and Keras lays them
# side by side in the order $i, f, g, o$. So an LSTM has four times the parameters of a plain
# recurrent layer.
#
# ### Exercise: lstm_step
#
# Write `lstm_step` for one example: `x` has the shape (inputs,), `h` and `c` (units,), `W` (inputs,
# 4 · units), `U` (units, 4 · units). The likely mistakes: another order, and to forget that the
# candidate is no gate.

# %% exercise="lstm_step"
def lstm_step(x, h, c, W, U, b):
    """Return (h, c) after one step; W, U and b hold i, f, g and o side by side."""
    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ W + h @ U + b, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    ### END SOLUTION

# %% check="lstm_step" points=3
cell, h, c = layers.LSTMCell(2), np.array([0.5, -0.2]), np.array([1.0, -2.0])
_, want = cell(np.ones((1, 3)), [h[None], c[None]])
got = lstm_step(np.ones(3), h, c, *cell.get_weights())
assert np.allclose(got, np.concatenate(want), atol=0.01), "h or c differs. Look at c first: i, f."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(17)
for inputs, units in [(1, 4), (5, 1), (4, 4)]:
    W, U = rng.normal(size=(inputs, 4 * units)), rng.normal(size=(units, 4 * units))
    b = rng.normal(size=4 * units)
    x, h, c = rng.normal(size=inputs), rng.normal(size=units), 2 * rng.normal(size=units)
    before = c.copy()
    cell = layers.LSTMCell(units)
    cell.build((None, inputs))
    cell.set_weights([W, U, b])
    want_h, want_c = cell(x[None], [h[None], c[None]])[1]
    got_h, got_c = lstm_step(x, h, c, W, U, b)
    assert np.allclose(got_c, want_c[0], atol=0.01), (
        f"{inputs} inputs, {units} units: c differs. Three gates, one candidate; old c, old h."
    )
    assert np.allclose(got_h, want_h[0], atol=0.01), f"{inputs} inputs, {units} units: h differs."
    assert np.array_equal(c, before), "lstm_step changed the cell that it was given."
lstm, sequence = layers.LSTM(3, return_sequences=True), rng.normal(size=(9, 2))
weights = [rng.normal(size=shape) for shape in [(2, 12), (3, 12), (12,)]]
lstm.build((None, 9, 2))
lstm.set_weights(weights)
want, h, c = np.asarray(lstm(sequence[None])[0]), np.zeros(3), np.zeros(3)
for step, x in enumerate(sequence):
    h, c = lstm_step(x, h, c, *weights)
    assert np.allclose(h, want[step], atol=0.01), f"a sequence of nine: step {step + 1} differs."
### END HIDDEN TESTS

# %% mutant="lstm_step" name="the gates in another order"
def lstm_step(x, h, c, W, U, b):
    i, f, o, g = np.split(x @ W + h @ U + b, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c

# %% mutant="lstm_step" name="the candidate is a gate, too"
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(sigmoid(x @ W + h @ U + b), 4)
    c = f * c + i * g
    return o * np.tanh(c), c

# %% mutant="lstm_step" name="shows the cell without its tanh"
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(x @ W + h @ U + b, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c

# %% mutant="lstm_step" name="keeps the state instead of the cell"
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(x @ W + h @ U + b, 4)
    c = sigmoid(f) * h + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c

# %% mutant="lstm_step" name="forgets what it does not let in"
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(x @ W + h @ U + b, 4)
    c = (1 - sigmoid(i)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c

# %% mutant="lstm_step" name="does not look at the state"
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(x @ W + b, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c

# %% [markdown]
# Let us build a memory by hand. Ten numbers arrive, and with each a switch: *write* or not. Weights
# of 20 and -20 from the switch throw the input gate open and the forget gate shut. The plain
# recurrent neuron gets the same numbers, and keeps 0.9 of its state.
#
# **Predict.** What is in the cell at step 6? And in the plain neuron?

# %%
value = np.array([0.3, 0.8, -0.5, 0.6, -0.9, -0.7, 0.1, -0.6, 0.9, 0.7])
write = np.array([0, 1, 0, 0, 0, 0, 0, 1, 0, 0])
x = np.stack([value, write], axis=1)
W, b = np.array([[0.0, 0, 1, 0], [20, -20, 0, 0]]), np.array([-10.0, 10, 0, 10])
h, c, plain, rows = np.zeros(1), np.zeros(1), 0, []
for v, gates in zip(x, sigmoid(x @ W + b)):
    h, c = lstm_step(v, h, c, W, np.zeros((1, 4)), b)
    plain = np.tanh(v[0] + 0.9 * plain)
    rows.append([*v, gates[0], gates[1], c[0], plain])
names = ["value", "write", "input gate", "forget gate", "LSTM cell", "plain neuron"]
steps = [str(step) for step in range(1, 11)]
plotting.number_grid(np.transpose(rows), names, steps, digits=2)
cell, plain = np.transpose(rows)[4:]
assert np.allclose(cell[1:7], 0.66, atol=0.01) and plain[5] < -0.7

# %% [markdown]
# 0.66, the tanh of 0.8, which was written at step 2. It stands there untouched until step 8, and
# then the new number replaces it at once. The plain neuron has long been talked round by what came
# since. Nobody gave the LSTM a rule "wait". Two gates did it, and gates are sigmoids, so all of
# this can be *learned*: the gradient flows back along the cell through the factor $f$, close to 1,
# instead of vanishing.
#
# ## Words are row numbers
#
# Before a sequence of words can enter, each word must become numbers. An **embedding** is a table
# with one learned row for each word, and the layer only looks up.
#
# **Predict.** 1000 words, 8 numbers each, then an LSTM with 5 units. How many parameters have the
# two layers?

# %%
embedding, lstm, plain = layers.Embedding(1000, 8), layers.LSTM(5), layers.SimpleRNN(5)
sentence = np.array([[12, 7, 12]])
vectors = embedding(sentence)
states = lstm(vectors), plain(vectors)
one_hot = np.eye(1000)[sentence]
assert np.allclose(one_hot @ embedding.get_weights()[0], vectors)
print(vectors.shape, [layer.count_params() for layer in (embedding, lstm, plain)])
assert (embedding.count_params(), lstm.count_params()) == (8000, 4 * 70)
assert plain.count_params() == 70

# %% [markdown]
# 1000 · 8 = 8000, and 4 · 5 · (8 + 5 + 1) = 280, four times the 70 of a plain layer. Word 12 stands
# in the sentence twice and gets the same row twice. The assertion shows what the layer is: a
# `Dense` layer without bias on one-hot vectors, only that it does not multiply by 999 zeros. As the
# rows are learned, words that are used alike end up close together.
#
# ## Larger in three ways
#
# Your network works, and you are given a larger machine. Make the network **deeper** (more layers),
# **wider** (more channels), or feed it a higher **resolution**? Each of them alone saturates; of
# the width you saw it. A layer of 3 x 3 from $w$ to $w$ channels on $r$ x $r$ places multiplies
# $9 w^2 r^2$ times, and $d$ layers do so $d$ times.
#
# In 2019 the makers of EfficientNet proposed to grow all three together. A larger picture needs
# more layers to see across it, and more channels for its finer patterns. **Compound scaling** has
# one dial, $\varphi$:
#
# $$d \to \alpha^\varphi d \qquad w \to \beta^\varphi w \qquad r \to \gamma^\varphi r
# \qquad \text{with } \alpha\,\beta^2\,\gamma^2 \approx 2$$
#
# so that each turn of the dial about doubles the cost. They searched on a small network and found
# 1.2, 1.1 and 1.15.
#
# ### Exercise: compound_scaling
#
# Write `compound_scaling`. Layers are rounded up. Channels are rounded to the nearest multiple of
# 8, as hardware likes it, and are at least 8. The side is rounded to a whole number. The likely
# mistake is to multiply by $\varphi$, where it belongs into the exponent.

# %% exercise="compound_scaling"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    """Return (layers, channels, side), three whole numbers, for the scaled network."""
    ### BEGIN SOLUTION
    layer_count = int(np.ceil(depth * alpha**phi))
    channels = max(8, 8 * round(width * beta**phi / 8))
    return layer_count, channels, round(resolution * gamma**phi)
    ### END SOLUTION

# %% check="compound_scaling" points=2
for phi, want in [(0, (4, 32, 64)), (1, (5, 32, 74)), (2, (6, 40, 85)), (5, (10, 48, 129))]:
    got = tuple(compound_scaling(4, 32, 64, phi))
    assert got == want, f"phi = {phi} of (4, 32, 64): expected {want}, got {got}."
### BEGIN HIDDEN TESTS
import math

for depth, width, side, phi in [(3, 21, 100, 0.5), (7, 200, 31, 4), (18, 64, 224, 6), (1, 3, 9, 1)]:
    for factors in [(1.2, 1.1, 1.15), (1.35, 1.04, 1.21), (2.0, 1.0, 1.0)]:
        alpha, beta, gamma = factors
        want = (
            math.ceil(depth * alpha**phi),
            max(8, 8 * math.floor(width * beta**phi / 8 + 0.5)),
            math.floor(side * gamma**phi + 0.5),
        )
        got = tuple(compound_scaling(depth, width, side, phi, *factors))
        assert got == want, (
            f"depth {depth}, width {width}, resolution {side}, phi = {phi}, factors {factors}: got "
            f"{got}. Check which factor belongs to what, and how each number is rounded."
        )
        assert all(number == int(number) for number in got), "three whole numbers are asked for."
### END HIDDEN TESTS

# %% mutant="compound_scaling" name="multiplies by phi"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    factor = max(phi, 1)
    channels = max(8, 8 * round(width * beta * factor / 8))
    return int(np.ceil(depth * alpha * factor)), channels, round(resolution * gamma * factor)

# %% mutant="compound_scaling" name="scales the width by the square, as it costs the square"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    channels = max(8, 8 * round(width * beta ** (2 * phi) / 8))
    return int(np.ceil(depth * alpha**phi)), channels, round(resolution * gamma ** (2 * phi))

# %% mutant="compound_scaling" name="rounds the layers down"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    channels = max(8, 8 * round(width * beta**phi / 8))
    return int(depth * alpha**phi), channels, round(resolution * gamma**phi)

# %% mutant="compound_scaling" name="rounds the channels up"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    channels = 8 * int(np.ceil(width * beta**phi / 8))
    return int(np.ceil(depth * alpha**phi)), channels, round(resolution * gamma**phi)

# %% mutant="compound_scaling" name="no multiple of eight"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    channels = round(width * beta**phi)
    return int(np.ceil(depth * alpha**phi)), channels, round(resolution * gamma**phi)

# %% mutant="compound_scaling" name="exchanges width and resolution"
def compound_scaling(depth, width, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15):
    channels = max(8, 8 * round(width * gamma**phi / 8))
    return int(np.ceil(depth * alpha**phi)), channels, round(resolution * beta**phi)

# %% [markdown]
# What does it cost? Keras counts the weights of a stack of convolutions. Each weight multiplies
# once at every place.
#
# **Predict.** Start from 4 layers, 64 channels and 32 x 32 places. How many times as much do twice
# the depth, twice the width, twice the side cost? And $\varphi = 4$, four doublings?

# %%
def cost(depth, width, side):
    steps = [layers.Conv2D(width, 3, padding="same", use_bias=False) for _ in range(depth)]
    return keras.Sequential([keras.Input((side, side, width)), *steps]).count_params() * side**2

plans = {"deeper": (8, 64, 32), "wider": (4, 128, 32), "finer": (4, 64, 64)}
plans["phi = 4"] = compound_scaling(4, 64, 32, phi=4)
times = {name: cost(*plan) / cost(4, 64, 32) for name, plan in plans.items()}
assert [*times.values()][:3] == [2, 4, 4] and round(1.2 * 1.1**2 * 1.15**2, 2) == 1.92
print(plans["phi = 4"], {name: round(ratio, 1) for name, ratio in times.items()})
assert 13 < 1.92**4 < 14 and 15 < times["phi = 4"] < 16

# %% [markdown]
# 2, 4 and 4. The dial at 4 gives 9 layers, 96 channels and 56 x 56 places, for fifteen times the
# cost. Exact powers would give $1.92^4$, between 13 and 14; the rest is rounding. Note 1.92: the
# famous "doubling" is a little less. EfficientNet-B0 to B7 follow this rule, with numbers rounded
# by hand. The decks call compound scaling the most effective. That was measured, on photographs and
# for this family of networks. On your data it is a good first guess.

# %% [markdown] question="shared_window" points=3
# ### In your own words
#
# On the shapes a convolution beat a dense network that had many times its parameters. **Why?** Say
# what a convolution takes for granted about pictures, and which part of the network brought
# *equivariance* and which *invariance*. Then name data, or a task on pictures, where the same
# assumption does harm. Four to six sentences.
#
# ### BEGIN SOLUTION
# A convolution assumes that what matters is local, a few neighbouring pixels at a time, and that a
# pattern means the same wherever it stands. So it uses one small set of weights at all places, and
# every picture teaches these weights many times over, while the dense network has separate weights
# for each place and must see a circle everywhere. Sharing the window makes the feature map
# equivariant: when the picture moves, the map moves along. Pooling makes it invariant: a block
# forgives a pixel or two, and the global maximum forgets the place altogether. In a table with
# columns such as age and income, neighbouring columns have nothing in common, so sharing weights
# between them is wrong. And if the task is to say where a thing is, a global maximum throws away
# the answer.
# ### END SOLUTION

# %% [markdown] rubric="shared_window"
# - **3** Names locality and shared weights as assumptions, says why few parameters then suffice,
#   gives equivariance to sliding and invariance to pooling, and a fitting counterexample with its
#   reason.
# - **2** Names the shared weights and two of the other three points correctly.
# - **1** Says that convolutions have fewer parameters or suit pictures, without a reason.
# - **0** No answer, or credits the number of layers, the optimizer or chance.

# %% [markdown]
# ## Summary
#
# - A convolution lays one small set of weights on every window. Along a side there is room for
#   `(n + padding - k) // stride + 1` windows.
# - Padding invents what lies outside: zeros, a mirror, the last number, or a constant. Zero is
#   black.
# - Pooling keeps a maximum or a mean for each block, channel by channel. Sliding is equivariant,
#   global pooling is invariant.
# - Normalisations differ only in which numbers share a mean. Batch normalisation depends on the
#   other examples and gives mean 0 and deviation 1, not values from 0 to 1.
# - An LSTM keeps its cell by gates: `c = f * c + i * g`. An embedding looks up learned rows.
# - Depth costs once, width and resolution cost the square. Compound scaling grows all three.
#
# **Next:** what to do when a network learns its training pictures by heart.
