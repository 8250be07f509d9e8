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
# # Outputs and losses
#
# The last layer of a network gives bare numbers. In this unit they become a forecast, and the
# world answers with a bill: the loss. At the end you can
#
# - choose the output unit for a task: sigmoid, softmax or identity,
# - derive its loss, for every loss here is minus the logarithm of a probability,
# - compute softmax, cross-entropy, entropy and KL divergence,
# - say what an outlier does to a fit, and why,
# - find the most likely parameter from data.

# %%
import numpy as np
from sklearn.linear_model import LinearRegression, QuantileRegressor

from helpers import plotting

# %% [markdown]
# ## Two outcomes: the Bernoulli distribution
#
# Will tomorrow be cold or hot? A good forecaster says "hot, with probability 0.8". That is a
# distribution over two outcomes, named after Bernoulli. Its one parameter is the probability $p$
# of label 1:
#
# $$P(y) = p^{\,y}\,(1-p)^{\,1-y}, \qquad y \in \{0, 1\}$$
#
# A neuron's score $z$ can be any number, and $p$ must lie between 0 and 1. So the output unit is a
# **sigmoid**, $p = 1/(1+e^{-z})$. It needs one neuron, not two: the other probability is the rest.
#
# Then the day comes. We charge the forecast for its **surprise**: minus the natural logarithm of
# the probability that it gave to what happened.
#
# **Predict.** Hot had 0.8, cold had 0.2. Will a cold day cost four times as much as a hot one?

# %%
z = np.log(4)
p = 1 / (1 + np.exp(-z))
assert np.allclose([p, -np.log(p), -np.log(1 - p)], [0.8, 0.2231, 1.6094], atol=5e-5)
plotting.surprise([1 - p, p], ["cold", "hot"], happened="cold");

# %% [markdown]
# Follow a dashed line. It leaves the top of a bar, runs to the curve, and drops to the price. Hot
# costs 0.223 and cold 1.609: seven times as much. Certainty that comes true is free. Towards
# probability 0 the price has no limit: never say never.
#
# The average surprise over all examples is the loss of the network. For two outcomes it is called
# *binary cross-entropy*, and it is the Bernoulli formula after a logarithm and a minus sign:
#
# $$-\log P(y) = -y \log p - (1-y) \log (1-p)$$
#
# ### Why not simply the squared error?
#
# One could also charge $(1-p)^2$. Take a network that is confident and wrong: the label is 1, and
# the score is -6.
#
# **Predict.** Which of the two losses pulls the score up harder?

# %%
chance = lambda z: 1 / (1 + np.exp(-z))
surprise = lambda z: -np.log(chance(z))
squared = lambda z: (1 - chance(z)) ** 2
slopes = [(bill(-6 + 1e-6) - bill(-6)) / 1e-6 for bill in (surprise, squared)]
assert np.allclose(slopes, [-0.9975, -0.0049], atol=5e-5) and slopes[0] / slopes[1] > 200
bills = {"surprise": surprise, "squared error": squared}
plotting.loss_curves(bills, np.linspace(-8, 8, 161), "score z, when the label is 1")
np.round(slopes, 4)

# %% [markdown]
# On the left, where the forecast is badly wrong, surprise is a steep hill: slope -0.9975 at
# $z = -6$. The squared error is a plateau with slope -0.0049, **over 200 times flatter**. The
# sigmoid has saturated, as in unit 03, and only the logarithm undoes it. Output unit and loss
# belong together.
#
# ## Many outcomes: the categorical distribution
#
# With $K$ classes, of which exactly one is true, we need $K$ probabilities that sum to 1. Take one
# neuron for each class, and pass the scores through **softmax**:
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# The exponential makes every score positive, and the sum makes them share one unit of probability.
# Adding the same number to all scores changes nothing: it cancels. That is useful, because
# `np.exp(1000)` is infinity for a computer. Subtract each example's largest score first.
#
# ### Exercise: softmax
#
# Write `softmax` for one example or a whole table. The likely mistakes are to sum over the wrong
# axis, and to overflow.

# %% exercise="softmax"
def softmax(scores):
    """Return probabilities, same shape: along the last axis they sum to 1.

    scores: (classes,) or (examples, classes), as large as you like.
    """
    ### BEGIN SOLUTION
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    ### END SOLUTION

# %% check="softmax" points=2
got = softmax(np.array([[2.0, 1.0, 0.1], [5.0, 5.0, 5.0]]))
want = [[0.659, 0.242, 0.099], [0.333, 0.333, 0.333]]
assert np.allclose(got, want, atol=6e-4), f"expected {want}, got {np.round(got, 3).tolist()}."
### BEGIN HIDDEN TESTS
got = softmax(np.array([-1.0, 0.5, 0.0, 2.0]))
assert np.shape(got) == (4,), f"one example with 4 classes came back with shape {np.shape(got)}."
assert np.allclose(np.log(got / got[2]), [-1, 0.5, 0, 2]), (
    "the ratio of two probabilities must be e to the difference of their scores."
)
table = np.random.default_rng(3).normal(size=(2, 5))
before, got = table.copy(), softmax(table)
assert np.allclose(np.sum(got, axis=1), 1), "5 classes: each example's row must sum to 1."
assert np.allclose(got[1], softmax(table[1])), "an example depends on the others in the table."
assert np.array_equal(table, before), "softmax changed the scores it was given."
### END HIDDEN TESTS

# %% check="softmax" points=1
got = softmax(np.array([[1000.0, 1000.0]]))
assert np.allclose(got, 0.5), f"equal scores, equal shares: got {got}. Does e**1000 overflow?"
### BEGIN HIDDEN TESTS
got = softmax(np.array([[2000.0, 2000.0, 2000.0], [-3000.0, -3000.0, -3001.0]]))
assert np.allclose(got[0], 1 / 3), f"three equal large scores: got {got[0]}."
assert np.all(np.isfinite(got)) and np.isclose(np.sum(got[1]), 1), (
    "one row has large scores, the other very negative ones; the second row came out as "
    f"{got[1]}. What is the largest score of that example?"
)
### END HIDDEN TESTS

# %% mutant="softmax" name="sums over the whole table"
def softmax(scores):
    powers = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return powers / powers.sum()

# %% mutant="softmax" name="sums over the examples"
def softmax(scores):
    powers = np.exp(scores - np.max(scores, axis=0))
    return powers / powers.sum(axis=0)

# %% mutant="softmax" name="overflows for large scores"
def softmax(scores):
    powers = np.exp(scores)
    return powers / powers.sum(axis=-1, keepdims=True)

# %% mutant="softmax" name="subtracts the largest score of the whole table"
def softmax(scores):
    powers = np.exp(scores - np.max(scores))
    return powers / powers.sum(axis=-1, keepdims=True)

# %% mutant="softmax" name="divides the scores by their sum"
def softmax(scores):
    scores = np.asarray(scores, dtype=float)
    return scores / scores.sum(axis=-1, keepdims=True)

# %% mutant="softmax" name="a sigmoid for each score"
def softmax(scores):
    return 1 / (1 + np.exp(-np.asarray(scores, dtype=float)))

# %% [markdown]
# The decks print the result for the scores 2, 1 and 0.1 as 0.7, 0.2 and 0.1. Those are rounded.
#
# ## Cross-entropy
#
# The target is a distribution too. All of its probability lies on the true class, as in
# `[1, 0, 0]`: it is *one-hot*. The loss compares target $t$ and prediction $p$, and averages over
# $n$ examples:
#
# $$-\frac{1}{n} \sum_{i=1}^{n} \sum_{k=1}^{K} t_{ik} \log p_{ik}$$
#
# For a one-hot target, all terms but one vanish. What remains is the surprise about the true class.
#
# ### Exercise: cross-entropy
#
# Write `cross_entropy`. The likely mistake is to swap the arguments: the logarithm belongs to the
# prediction. And mind the zeros: a computer's $0 \cdot \log 0$ is `nan`, though it should be 0.

# %% exercise="cross_entropy"
def cross_entropy(probabilities, targets):
    """Return the mean over the examples of -sum(t * log(p)), a number.

    Both arrays are (examples, classes). A class whose target is 0 adds
    nothing, even where its probability is 0.
    """
    ### BEGIN SOLUTION
    surprise = -np.log(np.where(targets > 0, probabilities, 1))
    return np.mean(np.sum(targets * surprise, axis=1))
    ### END SOLUTION

# %% check="cross_entropy" points=2
got = cross_entropy(np.array([[0.7, 0.2, 0.1]]), np.array([[1, 0, 0]]))
assert np.isclose(got, -np.log(0.7)), f"the truth had probability 0.7; got {got}."
### BEGIN HIDDEN TESTS
guesses = np.array([[0.5, 0.25, 0.125, 0.125], [0.1, 0.2, 0.3, 0.4]])
got = cross_entropy(guesses, np.array([[0, 0, 1, 0], [0, 1, 0, 0]]))
assert np.isclose(got, (np.log(8) + np.log(5)) / 2), (
    f"2 examples, 4 classes: got {got}. The mean is over the examples, not over all entries."
)
got = cross_entropy(guesses[:1], np.array([[0.5, 0.5, 0, 0]]))
assert np.isclose(got, 1.5 * np.log(2)), f"targets need not be one-hot; got {got} for a soft one."
### END HIDDEN TESTS

# %% check="cross_entropy" points=1
got = cross_entropy(np.array([[0.5, 0.5, 0.0]]), np.array([[0, 1, 0]]))
assert np.isclose(got, np.log(2)), f"class 3 is impossible and did not happen: got {got}."
### BEGIN HIDDEN TESTS
got = cross_entropy(np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0]]))
assert np.isclose(got, 0), f"two certain and right answers cost nothing; got {got}."
with np.errstate(divide="ignore"):
    got = cross_entropy(np.array([[0.0, 1.0], [0.5, 0.5]]), np.array([[1, 0], [1, 0]]))
assert got > 15, f"what was called impossible has happened, and the loss is only {got}."
### END HIDDEN TESTS

# %% mutant="cross_entropy" name="averages over the classes as well"
def cross_entropy(probabilities, targets):
    surprise = -np.log(np.where(targets > 0, probabilities, 1))
    return np.mean(targets * surprise)

# %% mutant="cross_entropy" name="the logarithm of the target"
def cross_entropy(probabilities, targets):
    return np.mean(np.sum(-probabilities * np.log(np.maximum(targets, 1e-12)), axis=1))

# %% mutant="cross_entropy" name="zero times log zero is nan"
def cross_entropy(probabilities, targets):
    with np.errstate(all="ignore"):
        return -np.mean(np.sum(targets * np.log(probabilities), axis=1))

# %% mutant="cross_entropy" name="only works for one-hot targets"
def cross_entropy(probabilities, targets):
    true = np.argmax(targets, axis=1)
    return np.mean(-np.log(probabilities[np.arange(len(true)), true]))

# %% mutant="cross_entropy" name="sums over the examples"
def cross_entropy(probabilities, targets):
    return np.sum(targets * -np.log(np.where(targets > 0, probabilities, 1)))

# %% mutant="cross_entropy" name="forgets the logarithm"
def cross_entropy(probabilities, targets):
    return np.mean(np.sum(targets * (1 - probabilities), axis=1))

# %% [markdown]
# Put both pieces together. Three classes have the scores 2, 1 and 0.1.
#
# **Predict.** The first class is true. Will the loss be nearer to 0.4 or to 1? What would it be
# for somebody who knows nothing and says one third each?

# %%
shares = softmax(np.array([2.0, 1.0, 0.1]))
assert np.isclose(cross_entropy(shares[None], np.array([[1, 0, 0]])), 0.4170, atol=5e-5)
assert np.isclose(cross_entropy(np.full((1, 3), 1 / 3), np.eye(3)[:1]), 1.0986, atol=5e-5)
plotting.surprise(shares, ["A", "B", "C"], happened="A");

# %% [markdown]
# The loss is 0.417. The grey classes have prices as well, but only what happened is charged.
# Knowing nothing costs $\log 3 = 1.0986$. A three-class network that stays near 1.1 has learned
# nothing.
#
# ## Entropy: the surprise to expect
#
# Before anything has happened, one can ask for the surprise **on average**, the *entropy*:
#
# $$H(p) = -\sum_k p_k \log p_k$$
#
# A slide says: high entropy means much information and low probability. That mixes two things. A
# single **outcome** has a probability and a surprise. Entropy belongs to the whole
# **distribution**.
#
# ### Exercise: entropy
#
# Write `entropy`, in natural units. An outcome of probability 0 adds nothing: it never comes.

# %% exercise="entropy"
def entropy(p):
    """Return the entropy of a distribution p of shape (outcomes,), a number."""
    ### BEGIN SOLUTION
    possible = p[p > 0]
    return np.sum(possible * np.log(1 / possible))
    ### END SOLUTION

# %% check="entropy" points=2
for n, want in [(2, 0.6931), (6, 1.7918)]:
    got = entropy(np.full(n, 1 / n))
    assert np.isclose(got, want, atol=5e-5), f"{n} equal outcomes: expected {want}, got {got}."
### BEGIN HIDDEN TESTS
got = entropy(np.array([0.5, 0.25, 0.125, 0.125]))
assert np.isclose(got, 1.75 * np.log(2)), f"four unequal outcomes: got {got}."
got = entropy(np.array([0.0, 0.3, 0.0, 0.7]))
assert np.isclose(got, entropy(np.array([0.3, 0.7]))), (
    f"outcomes that never come must not change the entropy; got {got}."
)
got = entropy(np.array([0.0, 1.0]))
assert np.isclose(got, 0), f"a certain outcome cannot surprise: got {got}."
### END HIDDEN TESTS

# %% mutant="entropy" name="counts in bits"
def entropy(p):
    possible = p[p > 0]
    return -np.sum(possible * np.log2(possible))

# %% mutant="entropy" name="an impossible outcome gives nan"
def entropy(p):
    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p))

# %% mutant="entropy" name="averages the surprise without its probability"
def entropy(p):
    return np.mean(np.log(1 / p[p > 0]))

# %% mutant="entropy" name="counts the outcomes only"
def entropy(p):
    return np.log(np.count_nonzero(p))

# %% mutant="entropy" name="forgets the minus sign"
def entropy(p):
    return np.sum(p * np.log(np.where(p > 0, p, 1)))

# %% [markdown]
# A coin, a die, a die that falls on six nine times out of ten, and a lottery ticket that wins with
# probability 0.01.
#
# **Predict.** Order them by entropy. Which is the most uncertain? Where does the ticket come, with
# its very rare prize?

# %%
loaded, ticket = [0.02, 0.02, 0.02, 0.02, 0.02, 0.9], [0.99, 0.01]
things = {"coin": [0.5, 0.5], "die": [1 / 6] * 6, "loaded die": loaded, "ticket": ticket}
assert np.allclose([entropy(np.array(p)) for p in (loaded, ticket)], [0.486, 0.056], atol=5e-4)
assert np.isclose(np.log(0.01), -4.6, atol=0.01)
plotting.entropy_bars(things, entropy);

# %% [markdown]
# The die leads with 1.792, and the coin has 0.693: six equal outcomes are harder to guess than two.
# The loaded die falls below the coin, to 0.486, though it has three times as many sides. The
# ticket comes last with 0.056. A prize would surprise you by 4.6, but so rarely that hardly
# anything is left on average. Entropy is high where the bars are **many and level**.
#
# ## KL divergence: what a wrong belief costs
#
# Let $p$ be the truth and $q$ what the model believes. The expected surprise is now their
# cross-entropy. It is never below the entropy of $p$, and the excess is the Kullback-Leibler
# divergence:
#
# $$\mathrm{KL}(p \,\|\, q) = \sum_k p_k \log \frac{p_k}{q_k}$$
#
# It is zero when $q = p$, and infinite when $q$ calls impossible what $p$ allows.
#
# ### Exercise: KL divergence
#
# Write `kl`. Do not swap the two, and do not soften infinity with a small constant.

# %% exercise="kl"
def kl(p, q):
    """Return the divergence of the model q from the truth p, a number.

    p, q: (outcomes,). Infinite if q is 0 somewhere and p is not;
    where p is 0, nothing is added.
    """
    ### BEGIN SOLUTION
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * np.log(p[used] / q[used]))
    ### END SOLUTION

# %% check="kl" points=2
got = kl(np.array([0.5, 0.5]), np.array([0.9, 0.1]))
assert np.isclose(got, 0.5108, atol=5e-5), f"expected 0.5108, got {got}. Which one is the truth?"
### BEGIN HIDDEN TESTS
truth, model = np.array([0.125, 0.125, 0.75]), np.array([0.5, 0.25, 0.25])
got = kl(truth, model)
assert np.isclose(got, 0.75 * np.log(3) - 0.375 * np.log(2)), (
    f"three outcomes: got {got}. Weigh with the truth; the model only stands in the ratio."
)
got = kl(truth, truth)
assert np.isclose(got, 0), f"a model that is right has divergence 0; got {got}."
### END HIDDEN TESTS

# %% check="kl" points=1
got = kl(np.array([1.0, 0.0]), np.array([0.25, 0.75]))
assert np.isclose(got, np.log(4)), f"the second outcome never comes: got {got}."
### BEGIN HIDDEN TESTS
with np.errstate(all="ignore"):
    got = kl(np.array([0.5, 0.5, 0.0]), np.array([1.0, 0.0, 0.0]))
assert got == np.inf, f"the model called possible things impossible: infinite, but got {got}."
with np.errstate(all="ignore"):
    got = kl(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
assert np.isclose(got, 0), f"an outcome that neither expects must add nothing; got {got}."
### END HIDDEN TESTS

# %% mutant="kl" name="truth and model swapped"
def kl(p, q):
    used = q > 0
    with np.errstate(divide="ignore"):
        return np.sum(q[used] * np.log(q[used] / p[used]))

# %% mutant="kl" name="an impossible outcome gives nan"
def kl(p, q):
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p / q))

# %% mutant="kl" name="a small constant hides infinity"
def kl(p, q):
    p, q = p + 1e-12, q + 1e-12
    return np.sum(p * np.log(p / q))

# %% mutant="kl" name="forgets to subtract the entropy"
def kl(p, q):
    used = p > 0
    with np.errstate(divide="ignore"):
        return -np.sum(p[used] * np.log(q[used]))

# %% mutant="kl" name="made symmetric, like a distance"
def kl(p, q):
    with np.errstate(all="ignore"):
        both = np.nansum(p * np.log(p / q)) + np.nansum(q * np.log(q / p))
    return both / 2

# %% [markdown]
# Now a bent coin that shows heads with probability 0.7. A model believes $q$ instead.
#
# **Predict.** For which $q$ is the cross-entropy lowest, and how low can it get? Does
# $\mathrm{KL}(p \,\|\, q)$ equal $\mathrm{KL}(q \,\|\, p)$?

# %%
coin = lambda chance: np.array([chance, 1 - chance])
price = lambda q: cross_entropy(coin(q)[None], coin(0.7)[None])
assert np.isclose(kl(coin(0.7), coin(0.3)), price(0.3) - entropy(coin(0.7)))
floor = ("entropy of the coin", entropy(coin(0.7)), "the gap: KL divergence")
believed = np.linspace(0.02, 0.98, 97)
plotting.loss_curves({"cross-entropy": price}, believed, "believed probability q of heads", floor)
print(f"one way   {kl(coin(0.5), coin(0.9)):.4f}")
print(f"the other {kl(coin(0.9), coin(0.5)):.4f}")

# %% [markdown]
# The lowest point is at the truth, 0.7. Even there the cost is not zero: no model gets below the
# coin's own entropy. In one line: **cross-entropy = entropy + KL**. Training cannot change the
# entropy of the data, so minimising cross-entropy is minimising KL.
#
# A slide calls KL the *difference* of two distributions. It is not a distance: 0.5108 one way,
# 0.3681 the other.
#
# ## Any number: the Gaussian distribution
#
# In regression the network says where it expects the target, the mean $\mu$. That can be any
# number, so the output unit is the **identity**: no activation. The measurement adds noise, usually
# thought of as a bell curve with standard deviation $\sigma$ (slides write $\beta$ for
# $1/\sigma^2$). Minus the logarithm of its density is
#
# $$-\log \mathcal{N}(y \mid \mu, \sigma) =
# \frac{(y-\mu)^2}{2\sigma^2} + \log \sigma + \tfrac{1}{2} \log 2\pi$$
#
# The first term holds the squared error. If $\sigma$ is fixed, the rest is constant, and minimising
# this loss **is** minimising the mean squared error, MSE.
#
# ### Exercise: the Gaussian loss
#
# Write `gaussian_nll`, the mean negative log-likelihood. Mind which symbol is squared.

# %% exercise="gaussian_nll"
def gaussian_nll(y, mean, sigma):
    """Return the mean over the examples of -log N(y | mean, sigma).

    y, mean: (examples,); sigma: the standard deviation, one number or
    one for each example.
    """
    ### BEGIN SOLUTION
    squared = ((y - mean) / sigma) ** 2
    return np.mean(squared / 2 + np.log(sigma) + np.log(2 * np.pi) / 2)
    ### END SOLUTION

# %% check="gaussian_nll" points=2
got = gaussian_nll(np.array([0.0, 0.0]), np.array([0.0, 2.0]), 1.0)
assert np.isclose(got, 1.9189, atol=5e-5), f"errors 0 and 2: expected 1.9189, got {got}."
### BEGIN HIDDEN TESTS
from scipy.stats import norm

y, mean = np.array([1.0, -2.0, 0.5]), np.array([0.0, -1.0, 4.0])
for sigma in (0.5, 3.0):
    got = gaussian_nll(y, mean, sigma)
    assert np.isclose(got, -norm.logpdf(y, mean, sigma).mean()), (
        f"with sigma = {sigma} SciPy's normal distribution disagrees with {got}."
    )
### END HIDDEN TESTS

# %% check="gaussian_nll" points=1
got = gaussian_nll(np.zeros(2), np.zeros(2), np.array([1.0, np.e]))
assert np.isclose(got, 1.4189, atol=5e-5), f"no error, two sigmas: expected 1.4189, got {got}."
### BEGIN HIDDEN TESTS
from scipy.stats import norm

y, mean, sigma = np.array([1.0, -2.0, 0.5]), np.array([0.0, -1.0, 4.0]), np.array([0.2, 1.0, 5.0])
got = gaussian_nll(y, mean, sigma)
assert np.isclose(got, -norm.logpdf(y, mean, sigma).mean()), (
    f"a sigma for each example: SciPy's normal distribution disagrees with {got}."
)
### END HIDDEN TESTS

# %% mutant="gaussian_nll" name="divides by sigma instead of its square"
def gaussian_nll(y, mean, sigma):
    return np.mean((y - mean) ** 2 / (2 * sigma) + np.log(sigma) + np.log(2 * np.pi) / 2)

# %% mutant="gaussian_nll" name="forgets that a wide bell is low"
def gaussian_nll(y, mean, sigma):
    return np.mean(((y - mean) / sigma) ** 2 / 2 + np.log(2 * np.pi) / 2)

# %% mutant="gaussian_nll" name="forgets the half"
def gaussian_nll(y, mean, sigma):
    return np.mean(((y - mean) / sigma) ** 2 + np.log(sigma) + np.log(2 * np.pi) / 2)

# %% mutant="gaussian_nll" name="sums over the examples"
def gaussian_nll(y, mean, sigma):
    terms = ((y - mean) / sigma) ** 2 / 2 + np.log(sigma) + np.log(2 * np.pi) / 2
    return np.sum(terms)

# %% mutant="gaussian_nll" name="the logarithm of the variance"
def gaussian_nll(y, mean, sigma):
    variance = sigma**2
    return np.mean((y - mean) ** 2 / (2 * variance) + np.log(variance) + np.log(2 * np.pi) / 2)

# %% [markdown]
# The *Laplace* distribution has a sharp peak and heavy tails: it expects large errors now and then.
#
# **Predict.** What does minus the logarithm make of a bell, and what of a sharp peak? Which of the
# two is more upset by an error of 3?

# %%
bell = lambda error: np.exp(-(error**2) / 2) / np.sqrt(2 * np.pi)
peak = lambda error: np.exp(-np.abs(error)) / 2
assert np.isclose(gaussian_nll(np.array([3.0]), np.array([0.0]), 1.0), 5.419, atol=5e-4)
assert np.isclose(-np.log(peak(3.0)), 3.693, atol=5e-4)
plotting.distribution_and_loss({"Gaussian": bell, "Laplace": peak}, over=(-4, 4));

# %% [markdown]
# This is the picture of the unit. The logarithm turns the **bell into a parabola**, the squared
# error, and the **peak into a V**, the absolute error. Choosing MSE or MAE is choosing a belief
# about the noise. At error 3 both densities look like nothing, but the bell charges 5.4 and the
# peak 3.7. And the parabola gets steeper the further you go.
#
# ## Maximum likelihood
#
# All losses of this unit have one source. Choose the parameter under which the data are **most
# probable**: the *maximum likelihood estimate*, MLE. Independent examples multiply their
# probabilities, and a product of thousands is zero for a computer. So add the logarithms instead.
#
# ### Exercise: maximum likelihood
#
# Write `mle`, which tries every candidate. The likely mistake is the product.

# %% exercise="mle"
def mle(density, candidates, data):
    """Return the candidate under which the data are most likely.

    density(data, candidate) gives the density, or probability, of each
    number in data. candidates, data: (n,) and (m,), m may be large.
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        totals = [np.sum(np.log(density(data, candidate))) for candidate in candidates]
    return candidates[np.argmax(totals)]
    ### END SOLUTION

# %% check="mle" points=2
flip = lambda data, chance: np.where(data == 1, chance, 1 - chance)
got = mle(flip, np.array([0.1, 0.3, 0.7, 0.9]), np.array([1, 1, 0, 1, 0, 1, 1]))
assert got == 0.7, f"5 heads in 7 flips: of these candidates 0.7 fits best, got {got}."
### BEGIN HIDDEN TESTS
clock = lambda data, rate: rate * np.exp(-rate * data)
waits = np.array([1.0, 5.0, 3.0, 9.0, 2.0])
got = mle(clock, np.linspace(0.05, 2, 40), waits)
assert np.isclose(got, 0.25), (
    "five waiting times with mean 4, exponential density with rates from 0.05 to 2: "
    f"got rate {got}. Do all data count, each through its logarithm?"
)
die = lambda data, sides: np.where(data <= sides, 1 / sides, 0.0)
with np.errstate(all="ignore"):
    got = mle(die, np.array([20, 12, 8, 6, 4]), np.array([3, 7, 1, 5]))
assert got == 8, f"rolls 3, 7, 1, 5 from a die with 4 to 20 sides: got {got} sides."
### END HIDDEN TESTS

# %% check="mle" points=1
flip = lambda data, chance: np.where(data == 1, chance, 1 - chance)
got = mle(flip, np.array([0.2, 0.6, 0.9]), np.tile([1, 1, 0, 1, 0], 400))
assert got == 0.6, f"2000 flips, six tenths heads: got {got}. Does the product vanish?"
### BEGIN HIDDEN TESTS
many = np.random.default_rng(5).normal(2.0, 0.1, size=3000)
narrow = lambda data, mean: np.exp(-(((data - mean) / 0.1) ** 2) / 2) / 0.1
got = mle(narrow, np.linspace(1.5, 2.5, 11), many)
assert np.isclose(got, 2.0), f"3000 measurements around 2, candidates 0.1 apart: got {got}."
### END HIDDEN TESTS

# %% mutant="mle" name="multiplies until nothing is left"
def mle(density, candidates, data):
    with np.errstate(all="ignore"):
        totals = [np.prod(density(data, candidate)) for candidate in candidates]
    return candidates[np.argmax(totals)]

# %% mutant="mle" name="adds the probabilities"
def mle(density, candidates, data):
    totals = [np.sum(density(data, candidate)) for candidate in candidates]
    return candidates[np.argmax(totals)]

# %% mutant="mle" name="finds the least likely"
def mle(density, candidates, data):
    with np.errstate(divide="ignore"):
        totals = [np.sum(np.log(density(data, candidate))) for candidate in candidates]
    return candidates[np.argmin(totals)]

# %% mutant="mle" name="returns the likelihood instead of the candidate"
def mle(density, candidates, data):
    with np.errstate(divide="ignore"):
        return max(np.sum(np.log(density(data, candidate))) for candidate in candidates)

# %% mutant="mle" name="looks at the best-fitting example only"
def mle(density, candidates, data):
    totals = [np.max(density(data, candidate)) for candidate in candidates]
    return candidates[np.argmax(totals)]

# %% [markdown]
# ### Outliers
#
# Seven measurements of one length. In the last, somebody mistyped a digit.
#
# **Predict.** Which length is most likely under the bell, which under the peak?

# %%
lengths = np.array([9.6, 9.8, 10.0, 10.1, 10.3, 10.4, 23.8])
candidates = np.linspace(8, 16, 81)
best = [mle(lambda y, m: shape(y - m), candidates, lengths) for shape in (bell, peak)]
assert np.allclose(best, [12.0, 10.1]) and np.allclose(best, [lengths.mean(), np.median(lengths)])
np.round(best, 2)

# %% [markdown]
# 12.0 and 10.1: the **mean** and the **median**. For the bell a huge error is next to impossible,
# so it moves towards it, away from six good measurements. The peak shrugs. Lines behave alike.
# Here are 40 points, and 4 of them are wrong.
#
# **Predict.** The true slope is 2. Which line keeps it?

# %%
x = np.linspace(0, 10, 40)
y = 2 * x + 1 + np.random.default_rng(0).normal(0, 1, 40)
y[36:] -= 25
lines = {"MSE": LinearRegression(), "MAE": QuantileRegressor(alpha=0)}
slopes = {name: line.fit(x[:, None], y).coef_[0] for name, line in lines.items()}
assert np.allclose([slopes["MSE"], slopes["MAE"]], [0.71, 1.92], atol=5e-3)
plotting.fits(x, y, {name: line.predict for name, line in lines.items()}, outlier=x > x[35]);

# %% [markdown]
# Four points of forty pull the MSE line from slope 2 to 0.71. The MAE line keeps 1.92. So a deck is
# right: with many outliers, prefer MAE. Two warnings. The V is as steep near the target as far
# away, so steps do not shrink by themselves; the *Huber* loss is round at the bottom for this
# reason. And look at an outlier before you silence it. It may be the discovery.
#
# ## Several labels at once
#
# A photo may show a cat **and** a dog. A slide promises *multi-label* classification, and then
# builds one with softmax, where each photo belongs to exactly one class. That is *multi-class*,
# another task.
#
# **Predict.** The scores are 3 for cat, 2.5 for dog and -2 for car. What does softmax say about
# the dog, and what do three sigmoids say?

# %%
scores = np.array([3.0, 2.5, -2.0])
shared, each = softmax(scores), 1 / (1 + np.exp(-scores))
assert np.allclose(shared, [0.620, 0.376, 0.004], atol=5e-4) and shared.sum() < 1.001
assert np.allclose(each, [0.953, 0.924, 0.119], atol=5e-4)
print("softmax ", shared.round(3))
print("sigmoids", each.round(3))

# %% [markdown]
# Softmax gives the dog 0.376: cat and dog must share. The sigmoids say 0.953 and 0.924. They are
# three Bernoulli distributions, and may add up to anything. The loss is the sum of three binary
# cross-entropies.
#
# ## Choosing, in one table
#
# | task | output neurons | activation | distribution | loss |
# |---|---|---|---|---|
# | yes or no | one | sigmoid | Bernoulli | binary cross-entropy |
# | one of $K$ classes | $K$ | softmax | categorical | cross-entropy |
# | any of $K$ labels | $K$ | sigmoid | $K$ Bernoullis | sum of binary cross-entropies |
# | a number | one | none | Gaussian | MSE |
# | a number, with outliers | one | none | Laplace | MAE |
# | $K$ numbers | $K$ | none | $K$ Gaussians | MSE |
#
# The centre of an object in a picture is two numbers. A **bounding box** adds width and height:
# four output neurons.
#
# **Predict.** A box network misses the centre by 64 pixels each way, and width and height by a
# tenth of the picture. Which share of the squared error belongs to the centre?
#
# For positive numbers, slides suggest ReLU. *Softplus*, $\log(1 + e^z)$, is ReLU with a round
# corner. What do both make of the score -3?

# %%
missed = np.array([64, 64, 0.1, 0.1])
share = np.sum(missed[:2] ** 2) / np.sum(missed**2)
softplus = lambda z: np.log1p(np.exp(z))
assert share > 0.99999 and np.isclose(softplus(-3), 0.049, atol=5e-4)
print(f"the centre's share: {share:.5%}")
print(f"of -3: ReLU {max(-3, 0)}, softplus {softplus(-3):.3f}")

# %% [markdown]
# More than 99.999 %: such a network never learns the size. Keep all outputs in like units. And
# ReLU says 0, which is not positive. Its slope is 0 there too, so it cannot learn its way back.
# Softplus says 0.049, with a slope.

# %% [markdown] question="choose" points=3
# ### In your own words
#
# Three tasks: (a) tags for a news article, where several may apply; (b) the price of a flat,
# learned from advertisements of which some contain typing errors; (c) which of ten digits is
# written on an envelope. **For each**, name the number of output neurons, the activation, the
# distribution and the loss. Then choose one, and say what would go wrong with the obvious
# alternative. Five to eight sentences.
#
# ### BEGIN SOLUTION
# (a) One neuron for each tag, each with a sigmoid, so as many Bernoulli distributions as tags; the
# loss is the sum of the binary cross-entropies. With softmax the tags would compete: an article
# about sport and money could give neither more than about one half, and an article without any tag
# would still have to hand out a whole unit of probability. (b) One neuron without activation; a
# Laplace distribution and therefore the absolute error, because typing errors are outliers. The
# squared error believes in a Gaussian, for which such prices are next to impossible, so it would
# bend the whole fit towards them: it estimates a mean where we want a median. (c) Ten neurons,
# softmax, a categorical distribution and cross-entropy, as exactly one digit is true. With the
# squared error a digit that is confidently wrong would sit on a plateau and hardly learn.
# ### END SOLUTION

# %% [markdown] rubric="choose"
# - **3** All three tasks have the right neurons, activation, distribution and loss, and the
#   alternative fails for a reason given in terms of probability or slope.
# - **2** At most one slip among the twelve entries, with a reason that is right but vague; or all
#   twelve without a reason.
# - **1** Two of the three losses are right.
# - **0** No answer, or softmax or MSE for everything.

# %% [markdown]
# ## Summary
#
# - An output is the parameter of a distribution: sigmoid for Bernoulli, softmax for categorical,
#   identity for Gaussian.
# - Every loss here is a surprise: minus the logarithm of what the model gave to what happened.
#   Minimising it is maximum likelihood.
# - Cross-entropy is entropy plus KL divergence. The entropy is the floor.
# - MSE believes in bells and finds means. MAE believes in heavy tails and finds medians.
# - Exactly one class: softmax. Any number of labels: sigmoids.
#
# **Next:** we know what to minimise. How does one walk downhill without falling off the mountain?
