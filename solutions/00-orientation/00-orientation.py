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
# # Orientation
#
# Where are we, how did we get here, and what do the words mean? This unit has little code and many
# decisions. At the end you can
#
# - place AI, machine learning and deep learning in each other and in history,
# - say what a model, a feature, a training set and a test set are,
# - name the kinds of learning, and choose one for a task,
# - decide when a problem needs deep learning, and how much data it needs,
# - run a notebook and check your environment.
#
# **How to work.** Before you run a cell, read its *Predict* line and decide on an answer. Then run
# it with Shift and Enter, and compare. Each exercise has a check below it. Try as often as you
# like.

# %%
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
from sklearn.linear_model import LogisticRegression

from helpers import datasets, plotting

# %% [markdown]
# ## Four words, one in the other
#
# **Artificial intelligence** is everything that makes a machine do what seems to need
# intelligence. It may be done by rules that people write, which is called *symbolic* AI. **Machine
# learning** is the part that finds its rules in data. It has many methods: decision trees, random
# forests, support vector machines, k-means, Bayesian networks. One family is **neural networks**.
# A network with many hidden layers is deep, hence **deep learning**.
#
# **Predict.** Into which ring does a chess program belong that follows rules and searches? And a
# spam filter that counts words in a million marked mails?

# %%
plotting.nested_fields({
    "artificial intelligence": "a chess program with rules and search",
    "machine learning": "a spam filter that counts words",
    "neural networks": "one neuron that sorts apples",
    "deep learning": "AlphaGo",
});

# %% [markdown]
# The chess program stays in the outer ring, for it learns nothing. The spam filter learns, without
# neurons. You use all four every day: photo search, voice assistants, recommended videos. And all
# are narrow, each does one thing. A machine as able as a person in everything would be *general*
# AI, one far above us *superintelligence*. Neither exists. Alan **Turing**'s test asks less: can a
# machine talk so that you take it for a person?
#
# ## Eighty years, two winters
#
# **Predict.** Where on this line would you expect the winters?

# %%
events = {
    "McCulloch, Pitts": 1943,
    "Turing": 1950,
    "Dartmouth": 1956,
    "perceptron": 1957,
    "Minsky, Papert": 1969,
    "backpropagation": 1986,
    "Deep Blue": 1997,
    "131 desert miles": 2005,
    "55 city miles": 2007,
    "Watson": 2011,
    "ImageNet": 2012,
    "AlphaGo wins 4 : 1": 2016,
}
plotting.timeline(events, winters=[(1974, 1980), (1987, 1993)]);

# %% [markdown]
# The name *AI* was coined at Dartmouth in 1956, and money followed. Then Minsky and Papert proved
# what one layer cannot do (unit 02), computers were too weak, data were missing, and the money
# left: a **winter**. Backpropagation revived the field, the next bubble burst, and support vector
# machines looked better founded.
#
# **Predict.** These promises were made by leading people. When did each fall due?

# %%
promises = [
    (1958, "Simon and Newell", "a chess champion", 10),
    (1965, "Simon", "all work that people do", 20),
    (1970, "Minsky", "average human intelligence", 8),
]
for year, who, what, within in promises:
    print(f"{year} {who}: {what} by {year + within}")
assert events["Deep Blue"] - 1958 == 39

# %% [markdown]
# 1968, 1985, 1978. The chess champion came 39 years after the promise, when Deep Blue beat
# Kasparov in 1997. The others have not come. What came was tested by facts: cars drove through the
# desert and the city without a driver, Watson won a quiz show, and in **2012** a deep network won
# the ImageNet contest by far. In 2016 AlphaGo beat Lee Sedol at Go. Its follower AlphaGo Zero
# learned without human games, and beat AlphaGo.
#
# *Errata.* The slides date backpropagation once to 1982 and once to 2005. Rumelhart, Hinton and
# Williams published it in 1986. ImageNet is the work of Fei-Fei **Li**.
#
# ## Sorting apples
#
# What does it mean to learn? A person sorts ripe from unripe apples by feeling. A robot needs a
# criterion, and in classical programming somebody writes it: `if size > 7.5`. In machine learning
# we show the robot two boxes that are already sorted, and **it** finds the number.
#
# First we need to count. The **accuracy** is the share of right answers.
#
# ### Exercise: accuracy
#
# Write `accuracy`. The likely mistake is to return the number of right answers, not the share.

# %% exercise="accuracy"
def accuracy(predicted, labels):
    """Return the share of predictions that equal the label, from 0 to 1."""
    ### BEGIN SOLUTION
    return np.mean(np.asarray(predicted) == np.asarray(labels))
    ### END SOLUTION

# %% check="accuracy" points=1
got = accuracy([1, 0, 1, 1], [1, 0, 0, 1])
assert got == 0.75, f"3 of 4 are right: expected 0.75, got {got}. A share, not a count."
### BEGIN HIDDEN TESTS
for predicted, labels, want in [([0, 0], [0, 0], 1), ([0, 0, 0], [1, 1, 1], 0)]:
    got = accuracy(np.array(predicted), np.array(labels))
    assert np.isclose(got, want), f"{predicted} against {labels}: got {got}."
got = accuracy(np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 0]))
assert np.isclose(got, 0.6), (
    f"3 of 5 are right, and the zeros among them count as well: got {got}."
)
### END HIDDEN TESTS

# %% mutant="accuracy" name="a count instead of a share"
def accuracy(predicted, labels):
    return np.sum(np.array(predicted) == np.array(labels))

# %% mutant="accuracy" name="the share of wrong answers"
def accuracy(predicted, labels):
    return np.mean(np.array(predicted) != np.array(labels))

# %% mutant="accuracy" name="counts only the ripe ones that were found"
def accuracy(predicted, labels):
    return np.mean(np.array(predicted) * np.array(labels))

# %% mutant="accuracy" name="compares how many are ripe"
def accuracy(predicted, labels):
    return 1 - abs(np.mean(predicted) - np.mean(labels))

# %% [markdown]
# Now let the robot learn. It tries the size of each apple as threshold, calls ripe whatever is at
# least as big, counts, and keeps the best.
#
# ### Exercise: find the threshold
#
# Write `best_threshold`. The likely mistake is to keep the last threshold that was tried.

# %% exercise="best_threshold"
def best_threshold(sizes, ripe):
    """Return the one of `sizes` that sorts best: ripe where size >= it."""
    ### BEGIN SOLUTION
    shares = [accuracy(sizes >= candidate, ripe) for candidate in sizes]
    return sizes[np.argmax(shares)]
    ### END SOLUTION

# %% check="best_threshold" points=2
got = best_threshold(np.array([2.0, 6.0, 3.0, 7.0]), np.array([0, 1, 0, 1]))
assert got == 6, f"apples from 6 upwards are ripe: expected 6.0, got {got}."
### BEGIN HIDDEN TESTS
cases = [
    ([5.0, 1.0, 4.0, 2.0, 3.0], [1, 0, 1, 0, 1], 3.0),
    ([9.0, 8.0, 1.0, 2.0, 3.0, 4.0], [0, 1, 0, 0, 1, 1], 3.0),
    ([5.0, 3.0, 1.0, 4.0, 2.0], [1, 0, 1, 1, 0], 4.0),
    ([-3.0, -1.0, -2.0], [0, 1, 0], -1.0),
]
for sizes, ripe, want in cases:
    got = best_threshold(np.array(sizes), np.array(ripe))
    assert got == want, (
        f"sizes {sizes}, ripe {ripe}: your threshold {got} does not sort as many right as another "
        "size would. An apple of exactly that size counts as ripe."
    )
### END HIDDEN TESTS

# %% mutant="best_threshold" name="keeps the last one tried"
def best_threshold(sizes, ripe):
    best = 0
    for size in sizes:
        if accuracy(sizes >= size, ripe) > 0.5:
            best = size
    return best

# %% mutant="best_threshold" name="ripe only above the threshold"
def best_threshold(sizes, ripe):
    return max(sizes, key=lambda size: accuracy(sizes > size, ripe))

# %% mutant="best_threshold" name="the average size"
def best_threshold(sizes, ripe):
    return np.mean(sizes)

# %% mutant="best_threshold" name="the smallest ripe apple"
def best_threshold(sizes, ripe):
    return np.min(sizes[ripe == 1])

# %% mutant="best_threshold" name="returns the accuracy"
def best_threshold(sizes, ripe):
    return max(accuracy(sizes >= size, ripe) for size in sizes)

# %% [markdown]
# Here is a basket of 53 apples. 40 of them train the robot, the other 13 are put aside. We looked
# for a basket that shows a trap in small.
#
# **Predict.** On its 40 apples the robot gets everything right. How many of the other 13?

# %%
x = np.random.default_rng(2).uniform((0.5, 0), (5, 3), (60, 2))
x = x[np.abs(x.sum(axis=1) - 3.5) > 0.25]
ripe = (x.sum(axis=1) > 3.5).astype(int)
basket = replace(datasets.load("apples"), x=x, y=ripe)
train, test = basket.split(seed=0)
size = best_threshold(train.x[:, 0], train.y)
assert (len(basket.y), len(train.y), len(test.y)) == (53, 40, 13)
assert accuracy(train.x[:, 0] >= size, train.y) == 1
assert np.isclose(accuracy(test.x[:, 0] >= size, test.y), 9 / 13)
plotting.one_feature(train, "size", size).set_title("40 apples to learn from")
plotting.one_feature(test, "size", size).set_title("13 apples that it never saw");

# %% [markdown]
# **9 of 13.** Perfect on what it has seen, wrong on 4 of 13 new ones, which wear rings. That is the
# most important lesson of this course, and it comes first: *success in training proves nothing.
# Test on what was put aside.*
#
# Why? One big apple is pale, and three small ones are deep red. Size alone cannot know. So give
# the robot a second **feature**, redness. Each apple is now a point in the plane, and the
# threshold becomes a line: $w_1 \cdot \text{size} + w_2 \cdot \text{redness} + b = 0$. Learning
# means to find three numbers. Unit 01 shows how. Here a ready-made learner does it.
#
# **Predict.** Will the line be right about the 13?

# %%
learner = LogisticRegression().fit(train.x, train.y)
assert accuracy(learner.predict(train.x), train.y) == accuracy(learner.predict(test.x), test.y) == 1
ax = plotting.decision_regions(learner.predict, test)
plotting.line(learner.coef_[0], learner.intercept_[0], ax=ax)
plotting.line([1, 0], -size, ax=ax, linestyle="--");

# %% [markdown]
# All 13. The dashed line is the old threshold: it cannot lean. Nobody improved the learning; we
# improved **what it could see**. The rule that made these apples was size + redness = 3.5, as on
# the slides. The robot never heard of it, and found a line that is close.
#
# Now the words. A *feature* is a measured property; all features of one apple form its *feature
# vector*. The *label* is the right answer. The *model* is the rule with its numbers. The *weights*
# are the numbers that multiply features. The *training set* is what it learns from, the *test set*
# what was put aside. *Learning*, or training, is the search for the numbers. It goes step by step
# (*iterations*), and one pass through all training examples is an *epoch*. What sorts inputs into
# groups is a *classifier*.
#
# ### Exercise: vocabulary
#
# Which word fits each sentence? Return a letter and a word for each, such as `"a": "model"`.

# %%
words = {"feature", "label", "model", "weight", "training set", "test set", "epoch"}
sentences = {
    "a": "The redness of an apple, on a scale from 0 to 3.",
    "b": "The two boxes that were sorted by hand and given to the robot.",
    "c": "Ripe if 2 times size plus 1.2 times redness exceeds 5.9.",
    "d": "The 1.2 in that rule.",
    "e": "Someone has written 'unripe' on this apple.",
    "f": "The robot has looked at every apple of its boxes once more.",
    "g": "The 13 apples that it saw only at the end.",
}
assert np.allclose([*learner.coef_[0], learner.intercept_[0]], [2, 1.2, -5.9], atol=0.05)

# %% exercise="vocabulary"
def vocabulary():
    """Return a dict with one of the words for each letter, a to g."""
    ### BEGIN SOLUTION
    return dict(
        zip("abcdefg", ["feature", "training set", "model", "weight", "label", "epoch", "test set"])
    )
    ### END SOLUTION

# %% check="vocabulary" points=2
chosen = vocabulary()
assert sorted(chosen) == list("abcdefg"), f"one entry for each of a to g; got {sorted(chosen)}."
assert set(chosen.values()) <= words, f"not on the list: {set(chosen.values()) - words}."
### BEGIN HIDDEN TESTS
for letter, want in zip("abde", ("feature", "training set", "weight", "label")):
    assert chosen[letter] == want, (
        f"sentence {letter} is not an example of '{chosen[letter]}'. Read the paragraph again."
    )
### END HIDDEN TESTS

# %% check="vocabulary" points=1
chosen = vocabulary()
assert len(set(chosen.values())) == 7, "each word fits exactly one sentence."
### BEGIN HIDDEN TESTS
for letter, want in zip("cfg", ("model", "epoch", "test set")):
    chosen = vocabulary().get(letter)
    assert chosen == want, (
        f"sentence {letter} is not an example of '{chosen}'. Read the paragraph again."
    )
### END HIDDEN TESTS

# %% mutant="vocabulary" name="takes the label for a feature"
def vocabulary():
    guesses = "label, training set, model, weight, feature, epoch, test set"
    return dict(zip("abcdefg", guesses.split(", ")))

# %% mutant="vocabulary" name="mixes training set and test set"
def vocabulary():
    guesses = "feature, test set, model, weight, label, epoch, training set"
    return dict(zip("abcdefg", guesses.split(", ")))

# %% mutant="vocabulary" name="mixes model and weight"
def vocabulary():
    guesses = "feature, training set, weight, model, label, epoch, test set"
    return dict(zip("abcdefg", guesses.split(", ")))

# %% mutant="vocabulary" name="takes an epoch for the training set"
def vocabulary():
    guesses = "feature, epoch, model, weight, label, training set, test set"
    return dict(zip("abcdefg", guesses.split(", ")))

# %% [markdown]
# ## Kinds of learning
#
# - **Supervised.** The right answers are given. A wrong prediction is corrected, again and again.
#   Most applications are of this kind: letters, speech, images, translation.
# - **Unsupervised.** There are no answers. The machine finds groups or structure, for example
#   friends in a network. It is used less, but nobody has to label millions of examples.
# - **Self-supervised.** The answers come out of the data: hide a part and predict it.
# - **Reinforcement.** An *agent* acts in an environment and gets rewards. It learns by trial and
#   error. A slide says that there are no useful applications yet, and another shows AlphaGo.
# - **Transfer.** Take a model that was trained for a similar task, and adjust it.
#
# ### Exercise: kinds of learning
#
# Name the kind for each task. The likely mistake: data without marks are not always unsupervised.

# %%
kinds = {"supervised", "unsupervised", "self-supervised", "reinforcement", "transfer"}
tasks = {
    "a": "A network that knows cups is adjusted with 200 pictures to know teapots.",
    "b": "A program plays against itself and hears at the end who has won.",
    "c": "A million members, no marks: which groups are there?",
    "d": "Hide a word of a sentence, guess it; go on for a billion sentences.",
    "e": "From 50,000 pictures, each marked dog or cat, say what a new one shows.",
    "f": "From the prices of 9,000 sold houses, estimate that of another.",
}

# %% exercise="kinds_of_learning"
def kinds_of_learning():
    """Return a dict with one of the kinds for each letter, a to f."""
    ### BEGIN SOLUTION
    return {
        "a": "transfer", "b": "reinforcement", "c": "unsupervised",
        "d": "self-supervised", "e": "supervised", "f": "supervised",
    }
    ### END SOLUTION

# %% check="kinds_of_learning" points=2
chosen = kinds_of_learning()
assert sorted(chosen) == list("abcdef"), f"one entry for each of a to f; got {sorted(chosen)}."
assert set(chosen.values()) <= kinds, f"not on the list: {set(chosen.values()) - kinds}."
### BEGIN HIDDEN TESTS
key = dict(zip("abcdef", "trans rein unsup self sup sup".split()))
for letter, start in key.items():
    assert chosen[letter].startswith(start), (
        f"task {letter} is not '{chosen[letter]}'. Ask: are there answers, and where from?"
    )
### END HIDDEN TESTS

# %% mutant="kinds_of_learning" name="self-supervised is taken for unsupervised"
def kinds_of_learning():
    guesses = "transfer, reinforcement, unsupervised, unsupervised, supervised, supervised"
    return dict(zip("abcdef", guesses.split(", ")))

# %% mutant="kinds_of_learning" name="a reward is taken for a label"
def kinds_of_learning():
    guesses = "transfer, supervised, unsupervised, self-supervised, supervised, supervised"
    return dict(zip("abcdef", guesses.split(", ")))

# %% mutant="kinds_of_learning" name="a number is not taken for an answer"
def kinds_of_learning():
    guesses = "transfer, reinforcement, unsupervised, self-supervised, supervised, unsupervised"
    return dict(zip("abcdef", guesses.split(", ")))

# %% mutant="kinds_of_learning" name="transfer is overlooked"
def kinds_of_learning():
    guesses = "supervised, reinforcement, unsupervised, self-supervised, supervised, supervised"
    return dict(zip("abcdef", guesses.split(", ")))

# %% [markdown]
# ## When deep learning, and when not
#
# Nobody can write down what makes a picture a cat. But a function from pictures to "cat" or "dog"
# exists, and a deep network can approximate it from pairs of input and answer. It even makes its
# own features, from pixels to edges to ears. Older methods need a person for that. The price: much
# labelled data, much computing, many trials by experts, and a model that cannot say why. So:
#
# - If a **rule** is known, write the rule.
# - If a classical method solves it, use **classical** machine learning. That holds for most tables.
# - If it does not, and you have plenty of data, use **deep** learning: Go, faces, objects, speech,
#   translation.
#
# How much is plenty? As a rule of thumb: from $10^4$ examples is ideal, from $10^3$ workable. With
# hundreds you must *augment*: make more, by turning or cutting what you have. With fewer, collect.
#
# ### Exercise: enough data?
#
# Write `data_advice`. The likely mistake is at the borders: 1000 examples are workable.

# %% exercise="data_advice"
def data_advice(n):
    """Return "ideal", "workable", "augment" or "collect" for n examples."""
    ### BEGIN SOLUTION
    if n >= 10**4:
        return "ideal"
    if n >= 10**3:
        return "workable"
    return "augment" if n >= 10**2 else "collect"
    ### END SOLUTION

# %% check="data_advice" points=1
for n, want in [(60_000, "ideal"), (1000, "workable"), (300, "augment"), (20, "collect")]:
    assert data_advice(n) == want, f"{n} examples: expected {want!r}, got {data_advice(n)!r}."
### BEGIN HIDDEN TESTS
borders = {9_999: "workable", 10_000: "ideal", 999: "augment", 100: "augment", 99: "collect"}
for n, want in (borders | {0: "collect", 10**7: "ideal"}).items():
    got = data_advice(n)
    assert got == want, f"{n} examples should not be called {got!r}. Does the border belong?"
### END HIDDEN TESTS

# %% mutant="data_advice" name="the borders do not belong"
def data_advice(n):
    for border, word in [(10_000, "ideal"), (1000, "workable"), (100, "augment")]:
        if n > border:
            return word
    return "collect"

# %% mutant="data_advice" name="never gives up augmenting"
def data_advice(n):
    return "ideal" if n >= 10_000 else "workable" if n >= 1000 else "augment"

# %% mutant="data_advice" name="asks for the small border first"
def data_advice(n):
    for border, word in [(100, "augment"), (1000, "workable"), (10_000, "ideal")]:
        if n >= border:
            return word
    return "collect"

# %% mutant="data_advice" name="ten times too generous"
def data_advice(n):
    for border, word in [(1000, "ideal"), (100, "workable"), (10, "augment")]:
        if n >= border:
            return word
    return "collect"

# %% [markdown]
# ### Exercise: choose
#
# What would you do first in each case: write a `rule`, use `classical` machine learning, use `deep`
# learning, or get `more data`? The likely mistake is to reach for deep learning every time.

# %%
choices = {"rule", "classical", "deep", "more data"}
cases = {
    "a": "Add ten per cent tax to a price.",
    "b": "Will a patient come back? A table with 2,000 rows and 12 columns.",
    "c": "Recognise faces in 5 million marked photographs.",
    "d": "Find a rare disease on X-rays; 40 marked images exist.",
    "e": "Grant loans from 30,000 rows; each refusal must be explained.",
    "f": "Write down speech; 10,000 hours of it are transcribed.",
}

# %% exercise="choose_tool"
def choose_tool():
    """Return a dict with one of the choices for each letter, a to f."""
    ### BEGIN SOLUTION
    return {
        "a": "rule", "b": "classical", "c": "deep",
        "d": "more data", "e": "classical", "f": "deep",
    }
    ### END SOLUTION

# %% check="choose_tool" points=2
chosen = choose_tool()
assert sorted(chosen) == list("abcdef"), f"one entry for each of a to f; got {sorted(chosen)}."
assert set(chosen.values()) <= choices, f"not on the list: {set(chosen.values()) - choices}."
### BEGIN HIDDEN TESTS
for letter, initial in zip("abcdef", "rcdmcd"):
    assert chosen[letter][0] == initial, (
        f"case {letter}: {chosen[letter]!r} is not the first thing to do. Ask in this order: is "
        "there a rule, are there enough data, does a classical method do, must it be explained?"
    )
### END HIDDEN TESTS

# %% mutant="choose_tool" name="deep learning for everything that has data"
def choose_tool():
    return dict(zip("abcdef", ["rule", "deep", "deep", "more data", "deep", "deep"]))

# %% mutant="choose_tool" name="forgets that a refusal must be explained"
def choose_tool():
    return dict(zip("abcdef", ["rule", "classical", "deep", "more data", "deep", "deep"]))

# %% mutant="choose_tool" name="forty images are enough"
def choose_tool():
    return dict(zip("abcdef", ["rule", "classical", "deep", "deep", "classical", "deep"]))

# %% mutant="choose_tool" name="learns what is already known"
def choose_tool():
    return dict(zip("abcdef", ["classical", "classical", "deep", "more data", "classical", "deep"]))

# %% [markdown]
# ## Why now: data and machines
#
# Backpropagation is from 1986. What was missing then?
#
# **Predict.** A gigabyte of storage cost 80,000 dollars in 1985. What did it cost in 2015? And how
# many times the whole web of 2001 did the world make on one day of 2012?

# %%
gigabyte = {1985: 80_000, 1995: 686, 2005: 0.75, 2015: 0.02, 2020: 0.01}
assert gigabyte[2015] / gigabyte[1985] == 2.5e-7 and gigabyte[2020] / gigabyte[1985] == 1.25e-7
million_transistors = {1992: 222, 2012: 0.06}
assert np.isclose(million_transistors[2012] / million_transistors[1992], 2.7e-4, rtol=0.01)
power = {"exa": 18, "peta": 15, "tera": 12, "giga": 9, "mega": 6, "kilo": 3, "deci": -1}
web_of_2001 = 2 * 10 ** power["peta"]
day_of_2012 = 7.5 * 10 ** power["exa"]
assert day_of_2012 / web_of_2001 == 3750
plotting.falling_prices(gigabyte, "1 GB of storage, dollars");

# %% [markdown]
# Two cents: $2.5 \times 10^{-7}$ of the first price in 30 years. A million transistors fell from
# 222 dollars in 1992 to 0.06 in 2012, to $2.7 \times 10^{-4}$. *Errata.* The slides give
# $1.25 \times 10^{-7}$ for 2015, which is the ratio of 2020. And $10^{-1}$ is *deci*, not deca.
#
# And 3750 times: 2 petabytes against 7.5 exabytes a day. *Big data* means that they come faster
# than you can process them. ImageNet, begun in 2007, had pictures sorted by crowds of helpers.
#
# Now the machines. A network is matrix products: multiply and add, all independent of each other.
#
# **Predict.** One layer with 784 inputs and 128 neurons sees 32 pictures. How many
# multiplications? Every neuron of every picture could be computed at the same time.

# %%
pictures, weights = np.ones((32, 784)), np.ones((784, 128))
products = pictures.shape[0] * weights.size
results = (pictures @ weights).size
assert (results, products) == (4096, 3_211_264)
f"{products:,}"

# %% [markdown]
# Over 3 million, for 4096 results that do not wait for each other. A **CPU** has a few fast cores.
# A **GPU**, made for graphics, has thousands of simple ones that all do the same: *single program,
# multiple data*. CUDA (2007) and OpenCL (2009) made them easy to program. A **TPU** is a chip for
# nothing else. Nobody needs one all day, so they are rented: from mainframes over data servers the
# way led to the **cloud**, with as much as you need, when you need it. This course needs none.
#
# ## The tools
#
# Your code is Python. It calls **Keras**, which is convenient; Keras calls an engine, TensorFlow,
# PyTorch or JAX; the engine calls CUDA and cuDNN, and those the GPU. The slides compare nine
# frameworks, from Caffe to Torch. Most are retired, their questions stay: which devices, and is the
# graph fixed before it runs, or made on the way?
#
# Only a fraction of a real system is learning code. The rest collects and checks data, serves,
# monitors; *MLflow*, *Airflow* and *Kubeflow* automate parts of it. **AutoML** automates the search
# for the model itself: units 12 to 14. Special networks have names: **CNN** for images (recognise,
# detect, describe), **RNN** for speech and text, **GAN** to make new examples.
#
# ### The notebook
#
# You read this in *Jupyter*, on your machine or on **Colab**, which lends you a GPU in the browser;
# *Kaggle* adds data sets and contests. A notebook is text, code and results in one file. The code
# runs in a **kernel**, and the kernel remembers. That is the one trap.
#
# **Predict.** What does this cell say? And if you run it once more?

# %%
apples_in_basket = globals().get("apples_in_basket", 0) + 4
apples_in_basket

# %% [markdown]
# 4, then 8, then 12. When results look strange, choose *Restart Kernel and Run All Cells*: a
# notebook is right if it is right from top to bottom.
#
# ### Exercise: check your environment
#
# Write `missing`, which says what is not installed. `find_spec("numpy")` looks for a package
# without importing it, and returns `None` if there is none. The likely mistake is to return what
# is there.

# %% exercise="missing"
def missing(packages):
    """Return those of `packages` that cannot be found, in their order."""
    ### BEGIN SOLUTION
    return [package for package in packages if find_spec(package) is None]
    ### END SOLUTION

# %% check="missing" points=1
got = missing(["numpy", "no_such_package", "sklearn"])
assert list(got) == ["no_such_package"], f"expected ['no_such_package'], got {got}."
### BEGIN HIDDEN TESTS
got = missing(["zzz_apples", "json", "aaa_pears", "zzz_apples_too"])
assert list(got) == ["zzz_apples", "aaa_pears", "zzz_apples_too"], (
    f"three of four made-up names are missing; got {got}. All of them, in their order."
)
assert list(missing(["json", "math"])) == [] and list(missing([])) == [], (
    "if nothing is missing, return an empty list."
)
### END HIDDEN TESTS

# %% mutant="missing" name="returns what is installed"
def missing(packages):
    return [name for name in packages if find_spec(name) is not None]

# %% mutant="missing" name="stops at the first"
def missing(packages):
    for name in packages:
        if find_spec(name) is None:
            return [name]
    return []

# %% mutant="missing" name="loses the order"
def missing(packages):
    return sorted(name for name in packages if not find_spec(name))

# %% mutant="missing" name="says only whether something is missing"
def missing(packages):
    return any(find_spec(name) is None for name in packages)

# %% [markdown]
# **Predict.** Is everything there that the course needs?

# %%
needed = ["numpy", "sklearn", "matplotlib", "ipywidgets", "tensorflow", "keras", "autokeras"]
assert missing(needed) == [], f"missing: {missing(needed)}. Run the set-up of the course again."
missing(needed)

# %% [markdown]
# An empty list: nothing is missing, you can start. (On Colab, the first cell installs the rest.)
#
# ## What could go wrong
#
# **Explainability**: can it be said how a prediction came about? A deep network gives an answer
# without reasons. To take it apart afterwards is *reverse engineering*. **Alignment**, also the
# *control problem*: a machine pursues what it was told, not what was meant. A cleaning robot that
# is paid for every piece of dirt may learn to spill some. The more able the machine, the more this
# matters. Whether everybody will need a *basic income* is debated too.

# %% [markdown] question="triage" points=4
# ### In your own words
#
# A hospital wants a network that decides which emergency patients are seen first. It has 8,000
# past cases with the doctors' decisions. **Advise the hospital.** Which kind of learning is it, and
# are the data enough? Name one problem of explainability and one of alignment that could harm a
# patient, with a measure against each. Would you use deep learning? Five to eight sentences.
#
# ### BEGIN SOLUTION
# It is supervised learning, because each past case comes with a decision as its label. 8,000 cases
# are workable and not ideal, and part of them must be put aside for the test. Explainability: a
# nurse cannot see why a patient was put last, so a wrong order is not noticed; a model with
# readable weights, or at least the features that counted most beside each answer, helps. Alignment:
# the labels are what doctors did, not who needed help most, so the network repeats their habits,
# for example if some group used to wait longer; measure outcomes by group, and let the label be the
# need found afterwards. I would begin with classical machine learning: the data are a table, they
# are few for a deep network, and reasons are required. A person must keep the last word.
# ### END SOLUTION

# %% [markdown] rubric="triage"
# - **4** Supervised, workable but not ideal; a problem of explainability and one of alignment that
#   fit the case, each with a measure; a decision with a reason.
# - **3** All of these but one measure, or without a judgement of the amount of data.
# - **2** The kind of learning is right, and one of the two problems is described for this case.
# - **0** No answer, or general remarks that would fit any system.

# %% [markdown]
# ## Summary
#
# - Deep learning is a part of machine learning, which is a part of AI. It had two winters after
#   promises that were too large.
# - A model learns numbers from a training set. Only a test set tells what they are worth.
# - Supervised, unsupervised, self-supervised, reinforcement, transfer: ask where the answers are.
# - Rule first, then classical, then deep; $10^4$ examples are ideal, $10^3$ workable, hundreds must
#   be augmented.
# - A notebook is right if it is right from top to bottom.
#
# **Next:** one neuron, and the three apples that teach it.
