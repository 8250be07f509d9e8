import keras
from hypothesis import given
from hypothesis import strategies as st

from helpers.training import monitoring

NUMBERS = st.floats(min_value=-1e6, max_value=1e6) | st.just(float("nan"))
CLOSE = NUMBERS.flatmap(lambda a: st.tuples(st.just(a), st.just(a * (1 + 1e-9)) | NUMBERS))


@given(CLOSE)
def test_decides_as_keras_does_however_close(pair):
    assert monitoring.less(*pair) == bool(keras.ops.less(*pair))
    assert monitoring.greater(*pair) == bool(keras.ops.greater(*pair))


def test_only_keras_own_comparisons_are_replaced():
    callbacks = [keras.callbacks.EarlyStopping(), keras.callbacks.EarlyStopping()]
    callbacks += [keras.callbacks.EarlyStopping(), keras.callbacks.History()]
    own = lambda a, b: a < b  # noqa: E731
    for callback, operation in zip(
        callbacks, (keras.ops.less, keras.ops.greater, own), strict=False
    ):
        callback.monitor_op = operation
    monitoring.compare_plainly(callbacks)
    assert [callback.monitor_op for callback in callbacks[:3]] == [
        monitoring.less,
        monitoring.greater,
        own,
    ]
