"""One progress bar for all epochs, in Keras's own style."""

from __future__ import annotations

import keras

_SECONDS_BETWEEN_UPDATES = 0.25  # so that a saved notebook stays small


class EpochBar(keras.callbacks.Callback):
    """Show how many epochs are done, the time left and the latest loss and metrics."""

    def __init__(self):
        super().__init__()
        self._bar = None
        self._latest = (0, [])

    def on_epoch_end(self, epoch, logs=None):
        """Move the bar on."""
        if self._bar is None:
            self._bar = keras.utils.Progbar(
                self.params["epochs"],
                stateful_metrics=logs,  # as they are, not averaged over epochs
                interval=_SECONDS_BETWEEN_UPDATES,
                unit_name="epoch",
            )
        self._latest = (epoch + 1, list(logs.items()))
        if epoch + 1 < self.params["epochs"]:
            self._bar.update(*self._latest)

    def on_train_end(self, logs=None):
        """Close the line, also after training that stopped early."""
        self._bar.update(*self._latest, finalize=True)
