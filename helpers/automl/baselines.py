"""What has to be beaten: the simplest guess, a linear model and gradient boosting."""

import warnings

import pandas as pd
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits


def baselines(inputs, target, training, validation, seed):
    """Fit scikit-learn's models on the same features as the search, and score them alike.

    Parameters
    ----------
    inputs : TableInput or ImageInput
        Not yet fitted; it is fitted on the training rows.
    target : Labels or Quantity
    training, validation : tuple
        Rows as ``inputs.check`` returns them, and their true targets.
    seed : int

    Returns
    -------
    pandas.DataFrame
        Columns ``name`` and ``accuracy`` or ``mae``, the simplest model first.
    """
    rows, truth = training
    inputs.fit(rows)
    features = _flat(inputs.transform(rows))
    judged = _flat(inputs.transform(validation[0]))
    scores = []
    for name, model in _models(target, seed).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # nearly there is near enough
            # One thread: on a busy machine the threads of boosting wait for each other.
            with threadpool_limits(1):
                predicted = model.fit(features, truth).predict(judged)
        scores.append({"name": name, target.metric: target.score(validation[1], predicted)})
    return pd.DataFrame(scores)


def _models(target, seed):
    if target.metric == "accuracy":
        return {
            "majority": DummyClassifier(),
            "linear": make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)),
            "gradient boosting": HistGradientBoostingClassifier(random_state=seed),
        }
    return {
        "mean": DummyRegressor(),
        "linear": make_pipeline(StandardScaler(), Ridge()),
        "gradient boosting": HistGradientBoostingRegressor(random_state=seed),
    }


def _flat(matrix):
    return matrix.reshape(len(matrix), -1)
