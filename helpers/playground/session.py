"""One network in play: what the widget trains, shows and can be asked about."""

import numpy as np

from helpers.playground import features as inputs_of
from helpers.playground.networks import Networks
from helpers.playground.points import points_of
from helpers.playground.settings import whole
from helpers.playground.state import EPOCHS_AT_MOST, complete, datasets_of, settings_of

EXTENT = 6.0
GRID = 50


class Session:
    """A network and its data, as a state describes them, trained to the state's epoch.

    After n epochs its network is the one that `helpers.playground.train` makes from the same data,
    settings and seed in n epochs: both run the same code.

    Parameters
    ----------
    state : dict
        See `helpers.playground.state.complete`.
    """

    def __init__(self, state):
        self._state = complete(state)
        settings = settings_of(self._state)
        train, test = datasets_of(self._state)
        self.x, self.labels = points_of(train)
        test_x, self._test_labels = points_of(test)
        self._inputs = inputs_of.compute(self.x, settings.features)
        self._test_inputs = inputs_of.compute(test_x, settings.features)
        self.network = Networks(settings, [self._state["seed"]])
        self.losses, self.test_losses = [], []
        epochs, self._state["epoch"] = self._state["epoch"], 0
        self.advance(epochs)

    @property
    def state(self):
        """A copy of the state, with the epoch reached."""
        return complete(self._state)

    @property
    def loss(self):
        """Mean training loss now."""
        return float(self.network.loss(self._inputs, self.labels)[0])

    @property
    def test_loss(self):
        """Mean loss now on points that the network never trains on."""
        return float(self.network.loss(self._test_inputs, self._test_labels)[0])

    @property
    def accuracy(self):
        """Share of the training points on their right side, 0 to 1."""
        return float(self.network.accuracy(self._inputs, self.labels)[0])

    def advance(self, epochs):
        """Train for some more epochs, up to the most that a state can name."""
        for _ in range(min(whole("epochs", epochs, 0), EPOCHS_AT_MOST - self._state["epoch"])):
            self.losses.append(float(self.network.epoch(self._inputs, self.labels)[0]))
            self.test_losses.append(self.test_loss)
            self._state["epoch"] += 1

    def set_speed(self, speed):
        """Change how many epochs go by per picture; unlike other changes it restarts nothing."""
        self._state = complete(self._state | {"speed": speed})

    def maps(self):
        """Return what each unit makes of the plane: one picture per unit, layer by layer.

        Returns
        -------
        list of ndarray of shape (units, GRID, GRID)
            Values from -1 to 1, top row first: the inputs (all seven features, used or not), each
            hidden layer, then the output. A unit that goes beyond ±1 is scaled down.
        """
        x = plane()
        every = inputs_of.compute(x, tuple(inputs_of.FEATURES))
        used = inputs_of.compute(x, self.network.settings.features)
        *hidden, output = (layer[0] for layer in self.network.layers(used))
        if self._state["output"] == "sigmoid":
            output = 2 * output - 1
        return [_scaled(layer).T.reshape(-1, GRID, GRID) for layer in (every, *hidden, output)]


def plane():
    """Return the grid's points, shape (GRID², 2), row by row from the top left corner."""
    centres = (np.arange(GRID) + 0.5) / GRID * 2 * EXTENT - EXTENT
    x1, x2 = np.meshgrid(centres, -centres)
    return np.column_stack([x1.ravel(), x2.ravel()])


def _scaled(values):
    values = np.nan_to_num(values)
    return values / np.maximum(1.0, np.abs(values).max(axis=0))
