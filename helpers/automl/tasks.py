"""The four searches: labels or a quantity, from a table or from images."""

from helpers.automl.images import ImageInput
from helpers.automl.search import Search
from helpers.automl.spaces import dense_table, small_convnet
from helpers.automl.tables import TableInput
from helpers.automl.targets import Labels, Quantity


class _TableSearch(Search):
    _default_space = staticmethod(dense_table)

    def __init__(self, max_trials=3, epochs=10, *, categorical=(), **options):
        super().__init__(max_trials, epochs, **options)
        TableInput(categorical)  # refuses a wrong one now, not after minutes
        self.categorical = categorical

    def _make_input(self):
        return TableInput(self.categorical)


class _ImageSearch(Search):
    _default_space = staticmethod(small_convnet)
    _make_input = ImageInput


class TableClassifier(_TableSearch):
    """Search for a network that tells the class of a row of a table.

    Parameters
    ----------
    max_trials, epochs, seed, strategy, space, batch_size, directory, overwrite
        See :class:`helpers.automl.search.Search`.
    categorical : iterable of str
        Columns of numbers that stand for categories; columns of words need no mention.
    """

    _make_target = Labels


class TableRegressor(_TableSearch):
    """Search for a network that predicts a number from a row of a table.

    Parameters
    ----------
    max_trials, epochs, seed, strategy, space, batch_size, directory, overwrite
        See :class:`helpers.automl.search.Search`.
    categorical : iterable of str
        Columns of numbers that stand for categories; columns of words need no mention.
    """

    _make_target = Quantity


class ImageClassifier(_ImageSearch):
    """Search for a convolutional network that tells the class of an image.

    Parameters
    ----------
    max_trials, epochs, seed, strategy, space, batch_size, directory, overwrite
        See :class:`helpers.automl.search.Search`; `space` is :func:`small_convnet` if not given.
    """

    _make_target = Labels


class ImageRegressor(_ImageSearch):
    """Search for a convolutional network that predicts a number from an image.

    Parameters
    ----------
    max_trials, epochs, seed, strategy, space, batch_size, directory, overwrite
        See :class:`helpers.automl.search.Search`; `space` is :func:`small_convnet` if not given.
    """

    _make_target = Quantity
