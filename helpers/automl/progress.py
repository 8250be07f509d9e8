"""How far a search is: in a notebook, in a terminal, or line by line anywhere else."""

import sys
from html import escape

from tqdm import tqdm


class Progress:
    """Counts trials and epochs, and shows them where the search runs.

    Parameters
    ----------
    trials, epochs : int
        At most so many.
    """

    def __init__(self, trials, epochs):
        self.trials, self.epochs = trials, epochs
        self.outlet = _outlet(trials * epochs)
        self.number = 0

    def trial(self, number):
        """Begin the trial of this number, 1 for the first."""
        self.number = number
        self.outlet.begin((number - 1) * self.epochs, f"trial {number} of {self.trials}")

    def epoch(self, number):
        """End an epoch of the trial, 1 for the first."""
        self.outlet.move((self.number - 1) * self.epochs + number)

    def refit(self, best):
        """Begin the last fit, of the best trial on all rows."""
        self.outlet.begin(self.trials * self.epochs, f"refitting trial {best} on all rows")

    def close(self):
        """Take the bar away; without a terminal or a notebook nothing happens."""
        self.outlet.close()


class Lines:
    """A line for each trial: for logs."""

    def __init__(self, total):
        pass

    def begin(self, done, text):
        print(text, file=sys.stderr, flush=True)

    def move(self, done):
        pass

    def close(self):
        pass


class Terminal:
    """A bar that moves with the epochs and vanishes at the end."""

    def __init__(self, total):
        self.bar = tqdm(total=total, leave=False, bar_format="{desc} {bar} {elapsed}")

    def begin(self, done, text):
        self.bar.set_description_str(text)
        self.move(done)

    def move(self, done):
        self.bar.update(done - self.bar.n)

    def close(self):
        self.bar.close()


class Notebook:
    """A bar without widgets, which leaves nothing behind in the notebook's output."""

    NOTHING = {"text/plain": ""}

    def __init__(self, total):
        from IPython.display import display

        self.total, self.text = total, ""
        self.handle = display(self.NOTHING, raw=True, display_id=True)

    def begin(self, done, text):
        self.text = text
        self.move(done)

    def move(self, done):
        bar = f'<progress value="{done}" max="{self.total}"></progress> {escape(self.text)}'
        self.handle.update({"text/html": bar, "text/plain": self.text}, raw=True)

    def close(self):
        self.handle.update(self.NOTHING, raw=True)


def _outlet(total):
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell is not None and hasattr(shell, "kernel"):
        return Notebook(total)
    return Terminal(total) if sys.stderr.isatty() else Lines(total)
