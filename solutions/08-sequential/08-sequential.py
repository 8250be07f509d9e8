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
# # Sequential models
#
# Layers in a row, one after the other: most networks that you will meet are built this way. Here
# you train some twenty of them, and change one thing at a time. At the end you can
#
# - build, compile, fit and evaluate a Sequential model, and count its parameters by hand,
# - say what layers, nodes, epochs, batch size and data do to a result, and what a claim about them
#   is worth,
# - tell whether a loss is bad or the best that anybody could reach,
# - use a trained network as a simulator, and know when not to believe it.

# %%
import itertools
import time

from helpers import runtime

runtime.start(seed=0)
import keras
import numpy as np
from keras import layers

from helpers import datasets, plotting
from helpers.datasets.pue import SETTINGS, power, simulate
from helpers.training import fit

# %% [markdown]
# ## Count before you build
#
# The decks have one template for everything: one number in, two hidden layers of 10 neurons with
# tanh, one number out. In short, **1-10-10-1**. A `Dense` layer connects each of its neurons to all
# numbers that come in. Each connection has a weight, and each neuron a bias.
#
# ### Exercise: count the parameters
#
# Write `count_parameters`. The likely mistake is to forget the biases, or to give the inputs some:
# inputs are not neurons.

# %% exercise="count_parameters"
def count_parameters(widths):
    """Return the parameters of each Dense layer; widths: inputs, then neurons, layer by layer."""
    ### BEGIN SOLUTION
    return [before * after + after for before, after in itertools.pairwise(widths)]
    ### END SOLUTION

# %% check="count_parameters" points=1
got = list(count_parameters([1, 10, 10, 1]))
assert len(got) == 3, f"1-10-10-1 has three Dense layers, two hidden and the output; got {got}."
assert got == [20, 110, 11], f"the decks' template: expected 20, 110, 11; got {got}."
### BEGIN HIDDEN TESTS
for widths in ([19, 50, 50, 1], [64, 32, 10], [3, 1], [2, 7, 5, 3, 4]):
    model = keras.Sequential([keras.Input((widths[0],)), *map(layers.Dense, widths[1:])])
    want, got = [layer.count_params() for layer in model.layers], list(count_parameters(widths))
    assert got == want, f"for widths {widths} Keras counts other numbers than yours: {got}."
### END HIDDEN TESTS

# %% mutant="count_parameters" name="no biases"
def count_parameters(widths):
    return [before * after for before, after in itertools.pairwise(widths)]

# %% mutant="count_parameters" name="one bias for a whole layer"
def count_parameters(widths):
    return [before * after + 1 for before, after in itertools.pairwise(widths)]

# %% mutant="count_parameters" name="a bias for each input"
def count_parameters(widths):
    return [before * after + before for before, after in itertools.pairwise(widths)]

# %% mutant="count_parameters" name="counts the input as a layer"
def count_parameters(widths):
    return [widths[0], *(a * b + b for a, b in itertools.pairwise(widths))]

# %% mutant="count_parameters" name="only the total"
def count_parameters(widths):
    return [sum(before * after + after for before, after in itertools.pairwise(widths))]

# %% [markdown]
# 20 + 110 + 11: **141** parameters. In `build` below, the output layer has no activation, because
# the answer may be any number: unit 04's output for a quantity. (The decks write `input_shape=`
# into the first layer, and get a warning today. An `Input` of its own says the same.)
#
# ## Four verbs
#
# - **compile** chooses optimizer and loss. It trains nothing.
# - **fit** changes the weights, and returns a history of the loss.
# - **evaluate** measures the loss on examples, and changes nothing.
# - **predict** gives the outputs themselves.
#
# The decks also ask for `metrics=["mse"]`. As the loss is the mean squared error (mse) already,
# Keras then prints the same number twice. Their first task is $y = x^2$ at 200 points between -1
# and 1. We keep 40 % for the test. In place of `model.fit` we take `fit` of unit 07: the same
# results, in seconds.
#
# **Predict.** 120 predictions: an array of which shape? And what does NumPy make of it, minus the
# 120 targets?

# %%
def build(*hidden, optimizer="sgd"):
    hidden = [layers.Dense(width, activation="tanh") for width in hidden]
    model = keras.Sequential([keras.Input((1,)), *hidden, layers.Dense(1)])
    model.compile(optimizer=optimizer, loss="mse")
    return model

plotting.architecture(build(10, 10))
assert build(10, 10).count_params() == sum(count_parameters([1, 10, 10, 1])) == 141

# %%
runtime.seed(0)
parabola = datasets.load("parabola")
train, test = parabola.split(seed=0, test=0.4)
model = build(10, 10)
before = model.evaluate(test.x, test.y, verbose=0)
fit(model, train.x, train.y, epochs=600, batch_size=20, verbose=0)
assert model.evaluate(test.x, test.y, verbose=0) < min(0.03, before / 3)
answers = model.predict(train.x, verbose=0)
answers.shape, train.y.shape, (answers - train.y).shape

# %% [markdown]
# The test loss fell below a third of what it was: the cell insists on it. But look at the shapes:
# **(120, 1)** minus (120,) is a table of 120 times 120 differences, each answer with each target.
# No error, only a wrong number, if you compute a loss yourself that way. Take `answers[:, 0]`.
# `evaluate` knows this trap.
#
# ## How deep? How wide?
#
# The decks train the template with 0, 1, 5 and 10 hidden layers, and conclude: the more layers, the
# better it learns, and the longer it takes. Let us see. 10 neurons in each layer, 200 epochs.
#
# **Predict.** Draw the curve that no hidden layer can give. Then guess which network comes closest.

# %% tags=["nbval-ignore-output"]
losses = {}
for depth, ax in zip((0, 1, 5, 10), plotting.panels(4)):
    runtime.seed(0)
    model = build(*[10] * depth)
    history = fit(model, parabola.x, parabola.y, epochs=200, batch_size=20, verbose=0)
    losses[depth] = history.history["loss"][-1]
    title = f"{depth} hidden: {losses[depth]:.4f}"
    plotting.fitted_curve(model, (parabola.x, parabola.y), ax=ax, title=title)
assert losses[0] > 0.085 and losses[1] > 0.01 > losses[5] and losses[10] < 0.03
assert abs(parabola.y.var() - 4 / 45) < 0.001

# %% [markdown]
# No hidden layer means a straight line, and the best line is flat: its loss is the variance of
# $x^2$, which is 4/45 = 0.089. One hidden layer has begun to bend. Five have all but done it. So
# the decks are right? Their claim has two meanings. One hidden layer *cannot* do it, or it is not
# *ready*.
#
# The other question is the width. The decks find that with one node in each layer the network
# hardly learns.
#
# **Predict.** One hidden layer again, now with three times as many epochs. Beside it, two hidden
# layers of 5, 2 and 1 nodes: which will fail, and for want of what?

# %% tags=["nbval-ignore-output"]
losses = {}
for widths, ax in zip(((10,), (5, 5), (2, 2), (1, 1)), plotting.panels(4)):
    runtime.seed(0)
    model = build(*widths)
    history = fit(model, parabola.x, parabola.y, epochs=600, batch_size=20, verbose=0)
    losses[widths] = history.history["loss"][-1]
    title = f"{'-'.join(map(str, widths))}: {losses[widths]:.4f}"
    plotting.fitted_curve(model, (parabola.x, parabola.y), ax=ax, title=title)
assert losses[10,] < 0.02 and losses[5, 5] < 0.05 and losses[1, 1] > 0.055

# %% [markdown]
# One hidden layer of 10 was not ready: given time, it fits. Depth made learning *faster* here, not
# possible. Do not make a law of it: on other data depth slows training down.
#
# One node a layer is another matter. A single tanh rises all the way or falls all the way. A chain
# of such neurons does so too, however long it is, and a parabola falls **and** rises. The best that
# a falling curve can do is to follow the left branch, and to stay flat from $x = -1/2$ on. That
# costs 9/160 = 0.056. No number of epochs gets below. So ask of every bad fit: not able, or not
# ready?
#
# ## Epochs
#
# Now the decks' second task, $y = \sin x$ for $x$ = 0, 0.1, … 9.9, in random order: 60 points to
# train, 40 to test. The decks call `fit` with 1000 epochs four times, and then nine times, on the
# same model.
#
# **Predict.** Does the second call begin from scratch?

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
sine = datasets.load("sine", shuffle=True)
x, y = sine.x[:60], sine.y[:60]
template = build(10, 10)
first = fit(template, x, y, epochs=1000, batch_size=20, verbose=0).history["loss"]
more = fit(template, x, y, epochs=2000, batch_size=20, verbose=0).history["loss"]
plotting.histories({"first call": first, "both calls": first + more})
assert more[0] < 0.5 * first[0] and more[-1] < first[-1]

# %% [markdown]
# No. `fit` goes on from the weights that it finds: their four calls make 4000 epochs. For a fresh
# start, build the model anew. And the decks' 1000 epochs are far too few: the curve still falls.
#
# They plot this history "to see overfitting". It cannot show it: it is the loss on the *training*
# points, which falls with or without overfitting. For that you need a second curve, on data that
# the network does not train on. Unit 11 draws it.
#
# ## Batch size
#
# The network sees `batch_size` examples, computes their mean loss, and **updates** its weights
# once. After all examples have been seen, an epoch is over. How many updates is that?
#
# ### Exercise: updates per epoch
#
# Write `updates_per_epoch`. The likely mistake is to drop the last batch, which may be smaller. It
# counts. A batch larger than the data is one batch.

# %% exercise="updates_per_epoch"
def updates_per_epoch(n, batch_size):
    """Return how often the weights change in one epoch of n examples (an int)."""
    ### BEGIN SOLUTION
    return -(-n // batch_size)
    ### END SOLUTION

# %% check="updates_per_epoch" points=1
for n, batch_size, want in [(60, 20, 3), (60, 50, 2), (60, 500, 1)]:
    got = updates_per_epoch(n, batch_size)
    assert got == want, f"{n} examples, {batch_size} a batch: expected {want} updates, got {got}."
### BEGIN HIDDEN TESTS
for n, batch_size in [(1, 1), (7, 7), (8, 7), (6, 7), (60, 1), (61, 20), (59, 20), (1348, 32)]:
    want, got = len(range(0, n, batch_size)), updates_per_epoch(n, batch_size)
    assert got == want, f"{n} examples, {batch_size} a batch: you count {got}. Lay them out."
### END HIDDEN TESTS

# %% mutant="updates_per_epoch" name="drops the last, smaller batch"
def updates_per_epoch(n, batch_size):
    return max(1, n // batch_size)

# %% mutant="updates_per_epoch" name="always one more"
def updates_per_epoch(n, batch_size):
    return n // batch_size + 1

# %% mutant="updates_per_epoch" name="rounds to the nearest"
def updates_per_epoch(n, batch_size):
    return max(1, round(n / batch_size))

# %% mutant="updates_per_epoch" name="one update for each example"
def updates_per_epoch(n, batch_size):
    return n

# %% mutant="updates_per_epoch" name="a batch larger than the data is none"
def updates_per_epoch(n, batch_size):
    return -(-n // batch_size) if batch_size <= n else 0

# %% [markdown]
# The decks train on 60 points with nine batch sizes, from 1 to 500, and conclude: a larger batch
# takes less time and gives a worse result. But all runs had the same number of *epochs*. With a
# batch of 5, an epoch of 60 points has 12 updates, with 60 only one. Two things changed at once.
# Let us separate them: once with equal epochs, once with equal updates.
#
# **Predict.** Three of the decks' batch sizes, 100, 200 and 500, give the same experiment. Why? And
# what remains of the difference between 5 and 60 when the updates are equal?

# %% tags=["nbval-ignore-output"]
def run(batch_size, epochs):
    runtime.seed(0)
    start = time.perf_counter()
    model = build(10, 10)
    history = fit(model, x, y, epochs=epochs, batch_size=batch_size, verbose=0)
    assert int(model.optimizer.iterations) == epochs * updates_per_epoch(60, batch_size)
    return history.history["loss"][-1], time.perf_counter() - start

equal_epochs = {size: run(size, epochs=300) for size in (5, 20, 60)}
equal_updates = {size: run(size, epochs=3600 // updates_per_epoch(60, size)) for size in (20, 60)}
equal_updates[5] = equal_epochs[5]

# %% tags=["nbval-ignore-output"]
by_epochs, seconds = zip(*[equal_epochs[size] for size in (5, 20, 60)])
by_updates = [equal_updates[size][0] for size in (5, 20, 60)]
left, right = plotting.side_by_side()
curves = {"equal epochs (300)": by_epochs, "equal updates (3600)": by_updates}
plotting.sweep((5, 20, 60), curves, "batch size", "training loss", ax=left)
plotting.sweep((5, 20, 60), {"equal epochs": seconds}, "batch size", "seconds", ax=right)
assert updates_per_epoch(60, 100) == updates_per_epoch(60, 200) == updates_per_epoch(60, 500) == 1
assert by_epochs[0] < by_epochs[2] and by_updates[2] < by_epochs[2]

# %% [markdown]
# Of 60 points, 100, 200 and 500 all make one batch. With equal epochs the large batch is worse.
# With equal updates most of its handicap is gone: it had learnt less *often*, not less *well*. The
# time follows the number of updates, too; what is left on the right is the fixed cost of compiling.
# On a GPU a large batch costs hardly more than a small one, and that is the true reason to use one.
# A very small batch has steps so noisy that training may get stuck: try 1.
#
# ## To shuffle or not, and how much
#
# There are two shuffles. `fit` shuffles the *training* examples in each epoch. The other must come
# earlier, before the data are split. Here are the ordered points of the sine, and
# `validation_split=0.4`. Keras takes the **last** 40 % for validation, and does so before it
# shuffles anything. Beside it the same points in random order, then only 20 of these to train, and
# only 5.
#
# (The first two train as the decks do. The last two get Adam, as they have fewer updates an epoch.)
#
# **Predict.** How will the first curve go on beyond $x = 6$? Are 20 points enough?

# %% tags=["nbval-ignore-output"]
ordered, mixed = datasets.load("sine"), datasets.load("sine", shuffle=True, seed=5)
cases = [("sgd", ordered, 60), ("sgd", mixed, 60), ("adam", mixed, 20), ("adam", mixed, 5)]
losses = []
for (optimizer, data, n), ax in zip(cases, plotting.panels(4)):
    runtime.seed(0)
    model = build(10, 10, optimizer=optimizer)
    model.optimizer.learning_rate = {"sgd": 0.01, "adam": 0.005}[optimizer]
    rows, options = [*range(n), *range(60, 100)], {"epochs": 1000, "batch_size": 20, "verbose": 0}
    history = fit(model, data.x[rows], data.y[rows], validation_split=40 / (n + 40), **options)
    losses += history.history["val_loss"][-1:]
    parts = [(data.x[part], data.y[part]) for part in (rows[:n], rows[n:])]
    plotting.fitted_curve(model, *parts, ax=ax, title=f"loss {losses[-1]:.2f}")
assert losses[0] > 1.5 and losses[1] < 1 and losses[3] > 3 * losses[2]

# %% [markdown]
# First picture: a loss above 1.5, where always to answer 0 would have cost about 0.5. The curve
# goes astray where there was no data (grey). The network has learnt bends, not "a wave". Second:
# the orange points lie between blue ones, and the loss is a fraction. Nothing but the order
# differs. So shuffle before you split. But if you must predict the *future*, the first picture is
# the honest test.
#
# Twenty points still show the bends, and the loss stays small. Five do not: the network passes
# close to all of them, and is wrong elsewhere. What counts is whether the examples cover the places
# where you will ask.
#
# ## Garbage in
#
# The decks then replace the targets by random numbers from 0 to 1, and report a test loss of
# 0.0907. Is that good? With the sine it would be. A loss means nothing until you know the
# **floor**: what the best answer reaches if $x$ tells nothing about $y$. Then the best you can do
# is to give one constant, always. For the squared error the best constant is the mean, and the loss
# that is left is the variance. For the mean absolute error (mae) it is the median.
#
# ### Exercise: the noise floor
#
# Write `noise_floor`. The likely mistakes: the standard deviation in place of the variance, and the
# mean for both losses.

# %% exercise="noise_floor"
def noise_floor(y, loss="mse"):
    """Return (constant, floor): the best constant answer to y, and its loss, "mse" or "mae"."""
    ### BEGIN SOLUTION
    constant = np.mean(y) if loss == "mse" else np.median(y)
    error = np.asarray(y) - constant
    return constant, np.mean(error**2 if loss == "mse" else np.abs(error))
    ### END SOLUTION

# %% check="noise_floor" points=2
for loss, want in [("mse", (2, 8)), ("mae", (0, 2))]:
    got = noise_floor(np.array([0.0, 0.0, 6.0]), loss)
    assert np.allclose(got, want), f"{loss} of 0, 0, 6: expected {want}, got {got}."
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
skew = rng.exponential(2, 15)
for targets, loss, penalty in [(rng.normal(3, 2, 11), "mse", np.square), (skew, "mae", np.abs)]:
    constant, floor = noise_floor(targets, loss)
    around = [np.mean(penalty(targets - (constant + step))) for step in (-0.01, 0, 0.01)]
    assert min(around) == around[1], f"another constant than {constant:.3f} has a smaller {loss}."
    assert np.isclose(floor, around[1]), (
        f"{constant:.3f} has the {loss} {around[1]:.3f} on {len(targets)} targets, not {floor:.3f}."
    )
assert np.isclose(noise_floor(skew)[1], np.var(skew)), "without a second argument it is the mse."
### END HIDDEN TESTS

# %% mutant="noise_floor" name="standard deviation in place of the variance"
def noise_floor(y, loss="mse"):
    if loss == "mse":
        return np.mean(y), np.std(y)
    return np.median(y), np.mean(np.abs(y - np.median(y)))

# %% mutant="noise_floor" name="the mean for both losses"
def noise_floor(y, loss="mse"):
    error = y - np.mean(y)
    return np.mean(y), np.mean(error**2 if loss == "mse" else np.abs(error))

# %% mutant="noise_floor" name="the median for both losses"
def noise_floor(y, loss="mse"):
    error = y - np.median(y)
    return np.median(y), np.mean(error**2 if loss == "mse" else np.abs(error))

# %% mutant="noise_floor" name="divides by n - 1"
def noise_floor(y, loss="mse"):
    if loss == "mse":
        return np.mean(y), np.var(y, ddof=1)
    return np.median(y), np.mean(np.abs(y - np.median(y)))

# %% mutant="noise_floor" name="measures from zero"
def noise_floor(y, loss="mse"):
    constant = np.mean(y) if loss == "mse" else np.median(y)
    return constant, np.mean(np.square(y) if loss == "mse" else np.abs(y))

# %% [markdown]
# Numbers spread evenly from 0 to 1 have the variance 1/12 = 0.0833. So the decks' 0.0907 is worse
# than a constant. Two suspicions: the network has learnt the noise of its training points, or it
# has not converged. Two runs shall decide. The decks' own: the template, 1000 epochs of plain
# gradient descent. And one that tries hard: 50 nodes a layer, Adam, 2000 epochs.
#
# A third suspicion costs one line: how far does a mere **constant** stray on 40 test points?
#
# **Predict.** For each run: is the training loss below the floor, and is the test loss above it?
# And in nine of ten cases, between which numbers does the constant 1/2 score?

# %%
draws = np.random.default_rng(0).random((20_000, 40))
low, high = np.percentile(((draws - 0.5) ** 2).mean(axis=1), (5, 95))
print(f"the constant scores from {low:.3f} to {high:.3f}")
assert low < 0.066 and high > 0.101 and abs(draws.var() - 1 / 12) < 0.001

# %% tags=["nbval-ignore-output"]
train, test = datasets.load("noise").split(seed=0, test=0.4)
runtime.seed(0)
short, hard = build(10, 10), build(50, 50, optimizer=keras.optimizers.Adam(0.01))
runs, losses = [(short, 1000, 20), (hard, 2000, 60)], []
for (model, epochs, batch_size), ax in zip(runs, plotting.side_by_side()):
    options = {"epochs": epochs, "batch_size": batch_size, "verbose": 0}
    parts = (train.x, train.y), (test.x, test.y)
    history = fit(model, *parts[0], validation_data=parts[1], **options).history
    losses += [history["loss"][-1], history["val_loss"][-1]]
    title = f"training {losses[-2]:.3f}, test {losses[-1]:.3f}"
    plotting.fitted_curve(model, *parts, ax=ax, title=title)
assert 0.075 < losses[0] < 0.1 and 0.08 < losses[1] < 0.115
assert losses[2] < 0.07 and losses[3] > 0.1

# %% [markdown]
# A perfect answer may well score 0.0907 on 40 points: the one number decides nothing. The pictures
# do. On the left, all that there is to learn has been learnt: one gentle bend, a training loss
# at the floor, and a test loss close to it. The run on the right has learnt noise: its training
# loss is *below* the floor, which no honest knowledge can explain, and its test loss is far above.
# So the decks' 0.0907, after the short run, is neither of the suspicions. It is a constant, and
# chance.
#
# If your loss sticks to the floor, do not tune the network. Look at the data: are the inputs the
# ones that matter, are the labels right? Garbage in, garbage out.
#
# ## Handwritten digits
#
# The same verbs, another output: 8 x 8 pixels, ten classes, softmax and cross-entropy from unit 04.
#
# ### Exercise: build a classifier
#
# Look at the data first. Then write `build_classifier`: one hidden layer with ReLU, and a
# probability for each class. Compile it with Adam, the metric `"accuracy"`, and the cross-entropy
# for labels that are integers. The likely mistakes: a sigmoid for each class (then they do not add
# up to 1), or the loss of a regression.

# %%
digits = datasets.load("digits")
train, test = digits.split(seed=0)
plotting.image_grid(train.x[:16], titles=train.y[:16])
assert train.x.shape == (1348, 8, 8) and train.x.max() == 16

# %% exercise="build_classifier"
def build_classifier(inputs, classes, hidden=32):
    """Return a compiled, untrained Sequential: `inputs` numbers in, `classes` probabilities out."""
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((inputs,))])
    model.add(layers.Dense(hidden, activation="relu"))
    model.add(layers.Dense(classes, activation="softmax"))
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% check="build_classifier" points=3
runtime.seed(3)
model, inputs = build_classifier(4, 3), 3 * np.random.default_rng(3).normal(size=(12, 4))
p = model.predict(inputs, verbose=0)
assert np.allclose(p.sum(axis=1), np.ones(12), atol=1e-5), "probabilities of a row add up to 1."
### BEGIN HIDDEN TESTS
assert p.shape == (12, 3), f"12 examples and 3 classes: expected (12, 3), got {p.shape}."
assert (p >= 0).all(), "a probability is negative."
labels = np.random.default_rng(4).integers(0, 3, 12)
results = model.evaluate(inputs, labels, verbose=0)
assert np.size(results) == 2, "evaluate gives loss and accuracy: compile with one metric."
loss, accuracy = results
assert np.isclose(loss, -np.mean(np.log(p[np.arange(12), labels])), rtol=1e-3), (
    f"evaluate says {loss:.4f}, which is not the cross-entropy of the model's own predictions."
)
assert np.isclose(accuracy, np.mean(p.argmax(axis=1) == labels)), "the metric is no accuracy."
got = build_classifier(5, 7, hidden=11).count_params()
assert got == 150, f"5-11-7 has another number of parameters than {got}. One hidden layer?"
ring, scores = datasets.load("circle", n=200, noise=0, seed=1), []
for trial in range(2):
    runtime.seed(trial)
    model = build_classifier(2, 2, hidden=24)
    fit(model, ring.x, ring.y, epochs=40, batch_size=10, verbose=0)
    scores.append(np.mean(np.argmax(model(ring.x), axis=1) == ring.y))
assert max(scores) > 0.85, f"a disc in a ring: only {max(scores):.0%} right. Does the border bend?"
### END HIDDEN TESTS

# %% mutant="build_classifier" name="a sigmoid for each class"
def build_classifier(inputs, classes, hidden=32):
    model = keras.Sequential([keras.Input((inputs,)), layers.Dense(hidden, activation="relu")])
    model.add(layers.Dense(classes, activation="sigmoid"))
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model

# %% mutant="build_classifier" name="scores instead of probabilities"
def build_classifier(inputs, classes, hidden=32):
    model = keras.Sequential([keras.Input((inputs,)), layers.Dense(hidden, activation="relu")])
    model.add(layers.Dense(classes))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss=loss, metrics=["accuracy"])
    return model

# %% mutant="build_classifier" name="the loss of a regression"
def build_classifier(inputs, classes, hidden=32):
    model = keras.Sequential([keras.Input((inputs,)), layers.Dense(hidden, activation="relu")])
    model.add(layers.Dense(classes, activation="softmax"))
    model.compile("adam", loss="mse", metrics=["accuracy"])
    return model

# %% mutant="build_classifier" name="no activation in the hidden layer"
def build_classifier(inputs, classes, hidden=32):
    model = keras.Sequential([keras.Input((inputs,)), layers.Dense(hidden)])
    model.add(layers.Dense(classes, activation="softmax"))
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model

# %% mutant="build_classifier" name="softmax in the hidden layer, too, and no metric"
def build_classifier(inputs, classes, hidden=32):
    model = keras.Sequential([keras.Input((inputs,)), layers.Dense(hidden, activation="softmax")])
    model.add(layers.Dense(classes, activation="softmax"))
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["mse"])
    return model

# %% [markdown]
# Pixels from 0 to 16 become 0 to 1, and each image a row of 64 numbers.
#
# **Predict.** How many of the 449 test images will be right? Which digits will be confused?

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
rows = lambda images: images.reshape(-1, 64) / 16
model = build_classifier(64, 10)
fit(model, rows(train.x), train.y, epochs=30, batch_size=32, verbose=0)
predicted = model.predict(rows(test.x), verbose=0).argmax(axis=1)
plotting.confusion_matrix(test.y, predicted, names=list("0123456789"))
assert np.sum(predicted == test.y) > 0.9 * 449 and model.count_params() == 2410

# %% [markdown]
# More than nine in ten, and the mistakes are those that people make, too. Recall the parameters:
# 64-32-10 has 2410.
#
# ## A network as a simulator
#
# A data centre needs power for its computers, and then for pumps, fans and chillers that carry the
# heat away. All power, divided by the computers' power, is its **PUE** (power usage effectiveness).
# It cannot be below 1. In 2014 Jim Gao of Google trained a network with 19 readings as inputs and
# the PUE as output: five hidden layers of 50 neurons, two years of data, a mean absolute error of
# 0.004. Google's readings are not public. **Ours are simulated**, with textbook physics and the
# same 19 inputs. That has a charm: we can ask the simulator for the truth.
#
# The inputs have units: 6500 kW, 4 pumps, 68 °F. Unit 05 showed what such a valley looks like. And
# the targets hardly vary: a spread of 0.06 around 1.12. Both can be cured *inside* the model, so
# that it takes raw readings and answers with a PUE: `layers.Normalization()` standardises once
# `adapt(x)` has shown it the training data, and `layers.Rescaling(scale, offset)` multiplies and
# adds.
#
# ### Exercise: the PUE model
#
# Write `pue_model`: normalisation, two hidden layers of 50 with ReLU, one linear neuron, and a
# rescaling by spread and mean of y. Compile with Adam, the loss mse, and the metric mae. The likely
# mistake is to forget `adapt`: then the layer passes everything on as it is.
#
# **Predict.** Beside the computers, what needs most of the power?

# %%
pue = datasets.load("pue", n=8000)
train, test = pue.split(seed=0)
plotting.ranked_bars({name: kw.mean() for name, kw in power(pue.x).items()}, "mean power, kW")
assert [round(f(pue.y), 2) for f in (np.mean, np.std, np.min, np.max)] == [1.12, 0.06, 1.05, 1.5]

# %% exercise="pue_model"
def pue_model(x, y):
    """Return a compiled, untrained Sequential that predicts y (n,) from raw readings x (n, d)."""
    ### BEGIN SOLUTION
    normalise = layers.Normalization()
    normalise.adapt(x)
    hidden = [layers.Dense(50, activation="relu") for _ in range(2)]
    rescale = layers.Rescaling(float(np.std(y)), float(np.mean(y)))
    rows = keras.Input(x.shape[1:])
    model = keras.Sequential([rows, normalise, *hidden, layers.Dense(1), rescale])
    model.compile("adam", loss="mse", metrics=["mae"])
    return model
    ### END SOLUTION

# %% check="pue_model" points=3
inputs = np.random.default_rng(6).normal(size=(200, 3))
runtime.seed(6)
got = pue_model(inputs, 5 + inputs[:, 0]).predict(inputs, verbose=0)
assert got.shape == (200, 1), f"one number for each row; got {got.shape}."
### BEGIN HIDDEN TESTS
units = np.array([1, 1000, 0.01])
runtime.seed(6)
same = pue_model(inputs * units, 5 + inputs[:, 0])(inputs * units)
assert np.allclose(got, same, atol=1e-2), "in other units the same readings give other answers."
means = []
for trial in range(4):
    runtime.seed(trial)
    means.append(np.mean(pue_model(inputs + 40, 70 + 0.01 * inputs[:, 1])(inputs + 40)))
assert np.allclose(means, 70, atol=0.1), (
    f"untrained, on targets around 70, the model answers {means[0]:.2f}. Rescale its output."
)
plant, unseen = datasets.load("pue", n=2000, seed=5).split(seed=0)
runtime.seed(0)
model = pue_model(plant.x, plant.y)
fit(model, plant.x, plant.y, epochs=25, batch_size=32, verbose=0)
loss, mae = model.evaluate(unseen.x, unseen.y, verbose=0)
assert mae < 0.02, f"after 25 epochs the mean absolute error is {mae:.4f}: a line does as well."
error = np.ravel(model(unseen.x)) - unseen.y
assert np.isclose(mae, np.mean(np.abs(error)), rtol=1e-2), "the metric is not the mae."
assert np.isclose(loss, np.mean(error**2), rtol=1e-2), "the loss is not the mse."
### END HIDDEN TESTS

# %% mutant="pue_model" name="forgets to adapt"
def pue_model(x, y):
    hidden = [layers.Dense(50, activation="relu") for _ in range(2)]
    rescale = layers.Rescaling(float(np.std(y)), float(np.mean(y)))
    normalise = layers.Normalization(mean=0.0, variance=1.0)
    rows = keras.Input(x.shape[1:])
    model = keras.Sequential([rows, normalise, *hidden, layers.Dense(1), rescale])
    model.compile("adam", loss="mse", metrics=["mae"])
    return model

# %% mutant="pue_model" name="one mean and one spread for all readings"
def pue_model(x, y):
    normalise = layers.Normalization(axis=None)
    normalise.adapt(x)
    hidden = [layers.Dense(50, activation="relu") for _ in range(2)]
    rescale = layers.Rescaling(float(np.std(y)), float(np.mean(y)))
    rows = keras.Input(x.shape[1:])
    model = keras.Sequential([rows, normalise, *hidden, layers.Dense(1), rescale])
    model.compile("adam", loss="mse", metrics=["mae"])
    return model

# %% mutant="pue_model" name="no rescaling of the output"
def pue_model(x, y):
    normalise = layers.Normalization()
    normalise.adapt(x)
    hidden = [layers.Dense(50, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input(x.shape[1:]), normalise, *hidden, layers.Dense(1)])
    model.compile("adam", loss="mse", metrics=["mae"])
    return model

# %% mutant="pue_model" name="no activation, so that it is a line"
def pue_model(x, y):
    normalise = layers.Normalization()
    normalise.adapt(x)
    rescale = layers.Rescaling(float(np.std(y)), float(np.mean(y)))
    model = keras.Sequential([keras.Input(x.shape[1:]), normalise])
    for width in (50, 50, 1):
        model.add(layers.Dense(width))
    model.add(rescale)
    model.compile("adam", loss="mse", metrics=["mae"])
    return model

# %% mutant="pue_model" name="a sigmoid at the output"
def pue_model(x, y):
    normalise = layers.Normalization()
    normalise.adapt(x)
    hidden = [layers.Dense(50, activation="relu") for _ in range(2)]
    rescale = layers.Rescaling(float(np.std(y)), float(np.mean(y)))
    last = layers.Dense(1, activation="sigmoid")
    model = keras.Sequential([keras.Input(x.shape[1:]), normalise, *hidden, last, rescale])
    model.compile("adam", loss="mse", metrics=["mae"])
    return model

# %% [markdown]
# The fans of the room, whose power grows with the cube of the air flow, come first. Emergency
# coolers help where the water is too warm. The PUE goes from 1.05 to about 1.5. Now train. The
# simulator's noise alone costs 0.002.
#
# **Predict.** We have 6000 readings to train on, Gao had thirty times as many. How near will the
# mean absolute error come to his 0.004?

# %% tags=["nbval-ignore-output"]
runtime.seed(0)
model = pue_model(train.x, train.y)
options = {"epochs": 40, "batch_size": 64, "validation_data": (test.x, test.y), "verbose": 0}
history = fit(model, train.x, train.y, **options)
plotting.histories({"PUE model": history}, metric="mae")
error = history.history["val_mae"][-1]
assert 0.004 < error < 0.0115 and noise_floor(test.y, "mae")[1] > 0.035
assert 0.001 < np.mean(np.abs(test.y - simulate(test.x))) < 0.0025

# %% [markdown]
# About 0.01, against a floor of 0.04 for a constant. With noise in the readings, nobody
# could get to 0.
#
# ## Search for good settings
#
# Of the 19 inputs, ten are settings: how many pumps and towers run, how fast, how cold the water
# shall be. The rest is load and weather. Now turn the model round. Give it today's load and
# weather, let it predict the PUE of many settings, and take the best.
#
# ### Exercise: the best setting
#
# Write `best_setting`. Try **all combinations**, and call `predict` once, with all of them as rows.
# The likely mistake is to choose each column by itself: the best pump speed depends on the towers.

# %% exercise="best_setting"
def best_setting(predict, point, choices):
    """Return a copy of point (d,) with the combination of choices that `predict` rates lowest.

    predict: (n, d) -> n numbers; choices: dict from a column's index to the values to try there."""
    ### BEGIN SOLUTION
    combinations = np.array(list(itertools.product(*choices.values())))
    rows = np.tile(np.asarray(point, dtype=float), (len(combinations), 1))
    rows[:, list(choices)] = combinations
    return rows[np.argmin(np.ravel(predict(rows)))]
    ### END SOLUTION

# %% check="best_setting" points=2
bowl = lambda rows: (rows[:, 0] - 3) ** 2 + (rows[:, 2] - rows[:, 1]) ** 2
start = np.array([0.0, 5.0, 0.0])
got = best_setting(bowl, start, {0: [1, 2, 3, 4], 2: [4, 5, 6]})
assert np.array_equal(got, [3, 5, 5]), f"expected [3 5 5], got {got}. Column 1 is given."
### BEGIN HIDDEN TESTS
assert np.array_equal(start, [0, 5, 0]), "best_setting changed the point that it was given."
rng = np.random.default_rng(8)
for trial in range(5):
    table = rng.normal(size=(4, 5, 3))
    calls = []
    def predict(rows):
        calls.append(len(rows))
        places = rows[:, [3, 0, 1]].astype(int)
        return table[tuple(places.T)][:, None]
    choices = {3: range(4), 0: range(5), 1: range(3)}
    got = np.asarray(best_setting(predict, np.array([0, 0, 7.5, 0]), choices))
    want = np.unravel_index(table.argmin(), table.shape)
    assert got.shape == (4,), f"a point has shape (4,); got {got.shape}."
    assert tuple(got[[3, 0, 1]]) == want, f"{got}: another combination has a lower prediction."
    assert got[2] == 7.5, "a column without choices was changed."
    assert len(calls) <= 2, f"predict was called {len(calls)} times; give it all rows at once."
### END HIDDEN TESTS

# %% mutant="best_setting" name="chooses each column by itself"
def best_setting(predict, point, choices):
    best = np.array(point, dtype=float)
    for column, values in choices.items():
        rows = np.tile(np.asarray(point, dtype=float), (len(values), 1))
        rows[:, column] = values
        best[column] = values[np.argmin(np.ravel(predict(rows)))]
    return best

# %% mutant="best_setting" name="one column after the other"
def best_setting(predict, point, choices):
    best = np.array(point, dtype=float)
    for column, values in choices.items():
        rows = np.tile(best, (len(values), 1))
        rows[:, column] = values
        best = rows[np.argmin(np.ravel(predict(rows)))]
    return best

# %% mutant="best_setting" name="takes the highest prediction"
def best_setting(predict, point, choices):
    combinations = np.array(list(itertools.product(*choices.values())))
    rows = np.tile(np.asarray(point, dtype=float), (len(combinations), 1))
    rows[:, list(choices)] = combinations
    return rows[np.argmax(np.ravel(predict(rows)))]

# %% mutant="best_setting" name="pairs the choices instead of combining them"
def best_setting(predict, point, choices):
    combinations = np.array(list(zip(*choices.values())))
    rows = np.tile(np.asarray(point, dtype=float), (len(combinations), 1))
    rows[:, list(choices)] = combinations
    return rows[np.argmin(np.ravel(predict(rows)))]

# %% mutant="best_setting" name="changes the point that it was given"
def best_setting(predict, point, choices):
    lowest, found = np.inf, None
    for combination in itertools.product(*choices.values()):
        point[list(choices)] = combination
        value = float(np.ravel(predict(point[None]))[0])
        if value < lowest:
            lowest, found = value, point.copy()
    return found

# %% [markdown]
# Two searches, for 60 test points. The **careful** one moves four settings: the water set point,
# two pump speeds, the number of towers. The **bold** one moves all ten, to any of 4000 random
# combinations of their ranges. The simulator then tells the truth.
#
# **Predict.** Which search promises the lower PUE? Which one delivers it?

# %%
column = {name: place for place, name in enumerate(pue.feature_names)}
careful = {column["tower_setpoint"]: range(56, 84, 4), column["towers"]: range(4, 9)}
careful |= {column[f"{name}_speed"]: range(55, 100, 9) for name in ("process", "condenser")}
low, high = train.x.min(axis=0), train.x.max(axis=0)
settings, rng = [column[name] for name in SETTINGS], np.random.default_rng(0)
tries = rng.uniform(low, high, size=(4000, 19))[:, settings]
tries = np.where(np.array(pue.units)[settings] == "running", np.round(tries), tries)
predict = lambda rows: np.ravel(model(rows))

def bold_setting(point):
    rows = np.tile(point, (len(tries), 1))
    rows[:, settings] = tries
    return rows[np.argmin(predict(rows))]

# %% tags=["nbval-ignore-output"]
points = test.x[:60]
found = {
    "careful": np.array([best_setting(predict, p, careful) for p in points]),
    "bold": np.array([bold_setting(p) for p in points]),
}
pairs = {n: (predict(rows), simulate(rows)) for n, rows in found.items()}
plotting.promises(pairs, before=simulate(points).mean())
promised, true = np.array(list(pairs.values())).mean(axis=2).T
gap = true - promised
assert 1.115 < simulate(points).mean() < 1.125 and true[0] < 1.095 and 0 < gap[0] < gap[1]

# %% [markdown] question="believe_the_model" points=3
# ### In your own words
#
# The careful search takes the mean PUE from 1.12 to below 1.095. At 7000 kW, each 0.01 of PUE is 70
# kW, day and night. Both searches promise too much, and the bold one strays further from its
# promises. In most runs it even delivers less, though it had more to choose from, and some of its
# points end worse than they began.
#
# A colleague has trained a PUE model: mean absolute error 0.007 on test data. She lets a search run
# over all settings. It promises a PUE of 1.03 for tomorrow, where the plant has always had at least
# 1.06. **What do you tell her?** Say why the small test error does not vouch for the promise, what
# the search does to the model's errors, how she could search with more care, and how to find out
# the truth. Four to six sentences.
#
# ### BEGIN SOLUTION
# The test error was measured on operating points of the same kind as the training data. The
# search leaves them: it may combine settings that nobody ever used, and there the network only
# extrapolates. Besides, a minimum over thousands of predictions picks the errors that point
# downwards, so the promise is too low on average even where the model is good on average. She
# should search near settings that occur in the data, change few of them, or let several
# networks vote and distrust points where they disagree. The truth comes only from the plant, or a
# physical simulator: try the setting for a while, in small steps, measure, and train again with
# what was measured.
# ### END SOLUTION

# %% [markdown] rubric="believe_the_model"
# - **3** Test data resemble the training data and the searched settings do not; the search selects
#   errors in its favour; a way to stay near the data; a trial in the plant or simulator.
# - **2** Three of the four points, correctly.
# - **1** Says that the model may be wrong there, without a reason.
# - **0** No answer, or takes the promise for granted because of the small test error.

# %% [markdown]
# ## Summary
#
# - compile chooses, fit changes weights and goes on from where they are, evaluate measures, predict
#   answers in shape (n, 1).
# - A Dense layer has (inputs + 1) · neurons parameters; 1-10-10-1 has 141.
# - Of a bad fit ask: not able (one node a layer), or not ready (one layer, too few epochs)?
# - A larger batch means fewer updates an epoch. Compare at equal updates.
# - Shuffle before you split. `validation_split` takes the last rows.
# - A loss means nothing without its floor. Below the floor in training is learnt noise.
# - A search also finds the places where the model errs in its favour, and the more it may move, the
#   more of them there are. Stay near the data, and let the plant decide.
#
# **Next:** networks that are no row: several inputs, several outputs, branches.
