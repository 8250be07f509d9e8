"""All networks of a family at once: every operation becomes a mixture of the five."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from helpers.nas.networks import LEARNING_RATE, assemble, operation
from helpers.nas.space import OPERATIONS, Architecture

BATCH = 30
CHOICE_RATE = 0.05


class Mixture(layers.Layer):
    """The five operations side by side, mixed into one output.

    Parameters
    ----------
    alpha : keras.Variable of shape (5,)
        How much each operation is wanted; two layers may share one.
    mix : callable
        ``mix(alpha, outputs)`` makes one tensor of five of the same shape.
    """

    def __init__(self, alpha, mix):
        super().__init__()
        self.alpha, self._mix = alpha, mix
        self.candidates = [operation(name) for name in OPERATIONS]

    def call(self, image):
        return self._mix(self.alpha, [candidate(image) for candidate in self.candidates])


class Supernet:
    """A network whose weights and whose choices are trained in turn.

    The weights learn from the training images, the choices from images that the weights never
    see: H. Liu, K. Simonyan and Y. Yang (2019), "DARTS: Differentiable architecture search",
    in its first-order form.

    Parameters
    ----------
    family : {"chain", "branch", "cell"}
    mix : callable
        See `Mixture`. If no gradient flows through it to `alpha`, `search` says so.
    """

    def __init__(self, family, mix):
        self._family = family
        self._alphas = [keras.Variable(np.zeros(5), dtype="float32") for _ in range(3)]
        steps = [Mixture(alpha, mix) for alpha in self._alphas]
        again = [Mixture(alpha, mix) for alpha in self._alphas]
        self.model = assemble(family, steps, again)
        self._optimizers = [
            keras.optimizers.Adam(LEARNING_RATE),
            keras.optimizers.Adam(CHOICE_RATE, beta_1=0.5),
        ]

    def search(self, training, held_out, epochs=24):
        """Train weights and choices in turn, a batch for each.

        Parameters
        ----------
        training, held_out : (numpy.ndarray, numpy.ndarray)
            Images of shape (n, 8, 8, 1) and labels of shape (n,); as many rows in both.
        epochs : int

        Returns
        -------
        numpy.ndarray of shape (epochs + 1, 3, 5)
            The alphas of each operation at the start and after every epoch.

        Raises
        ------
        ValueError
            If no gradient reaches the alphas, or the numbers of rows differ.
        """
        if len(training[1]) != len(held_out[1]):
            raise ValueError(f"{len(training[1])} training rows, {len(held_out[1])} held out")
        data = [tf.constant(values.astype(kind)) for values, kind in _typed(training, held_out)]
        epoch, table = self._compile(len(training[1])), [self.alphas]
        for _epoch in range(epochs):
            epoch(*data)
            table.append(self.alphas)
        return np.array(table)

    @property
    def alphas(self):
        """The alphas now, shape (3, 5)."""
        return np.array([alpha.numpy() for alpha in self._alphas])

    @property
    def architecture(self):
        """The architecture of the operations with the largest alphas."""
        names = [OPERATIONS[place] for place in np.argmax(self.alphas, axis=1)]
        return Architecture(self._family, *names)

    def _compile(self, rows):
        chosen = {id(alpha) for alpha in self._alphas}
        weights = [v for v in self.model.trainable_variables if id(v) not in chosen]
        for optimizer, variables in zip(self._optimizers, (weights, self._alphas), strict=True):
            optimizer.build(variables)

        @tf.function
        def epoch(x, y, x_held, y_held):
            order = [tf.random.shuffle(tf.range(rows)) for _ in range(2)]
            for start in tf.range(0, rows - BATCH + 1, BATCH):
                ours, held = (o[start : start + BATCH] for o in order)
                self._step(self._optimizers[1], self._alphas, x_held, y_held, held)
                self._step(self._optimizers[0], weights, x, y, ours)

        return epoch

    def _step(self, optimizer, variables, x, y, rows):
        with tf.GradientTape() as recorder:
            probabilities = self.model(tf.gather(x, rows), training=True)
            loss = keras.losses.sparse_categorical_crossentropy(tf.gather(y, rows), probabilities)
            loss = tf.reduce_mean(loss)
        gradients = recorder.gradient(loss, [variable.value for variable in variables])
        if any(gradient is None for gradient in gradients):
            raise ValueError("no gradient reaches the alphas: a choice that jumps has no slope")
        optimizer.apply(gradients, variables)


def _typed(*pairs):
    for x, y in pairs:
        yield x, "float32"
        yield y, "int32"
