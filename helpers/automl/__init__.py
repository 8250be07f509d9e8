"""Architecture search with AutoKeras, mended: what it needs, it gets on import.

search = automl.TableClassifier(max_trials=3, epochs=10, seed=0).fit(table, labels)
search.leaderboard()
search.predict(rows)
search.save("found")            # later, anywhere: automl.load("found").predict(rows)
"""

from helpers import runtime
from helpers.automl.quiet import before_tensorflow

before_tensorflow()
runtime.load()  # so that a program which only loads a search answers as its notebook did

from helpers.automl.compatibility import mend  # noqa: E402

mend()

from helpers.automl.errors import SearchError, TrialError  # noqa: E402
from helpers.automl.predictor import Predictor, load  # noqa: E402
from helpers.automl.spaces import dense_table, small_convnet  # noqa: E402
from helpers.automl.tasks import (  # noqa: E402
    ImageClassifier,
    ImageRegressor,
    TableClassifier,
    TableRegressor,
)

__all__ = [
    "ImageClassifier",
    "ImageRegressor",
    "Predictor",
    "SearchError",
    "TableClassifier",
    "TableRegressor",
    "TrialError",
    "dense_table",
    "load",
    "small_convnet",
]
