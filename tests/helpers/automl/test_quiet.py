import logging
import warnings

from helpers.automl.quiet import quiet, without_printing


def test_two_harmless_warnings_are_left_out_and_no_other():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with quiet():
            warnings.warn("The structure of `inputs` doesn't match the expected", stacklevel=1)
            warnings.warn("Skipping variable loading for optimizer 'adam'", stacklevel=1)
            warnings.warn("the disk is nearly full", stacklevel=1)
    assert [str(warning.message) for warning in caught] == ["the disk is nearly full"]


def test_tensorflow_speaks_again_afterwards():
    logger = logging.getLogger("tensorflow")
    before = logger.level
    with quiet():
        assert logger.level == logging.ERROR
    assert logger.level == before


def test_a_function_keeps_its_result_and_loses_its_print(capsys):
    assert without_printing(lambda a, b: print(a) or b, 1, b=2) == 2
    assert capsys.readouterr().out == ""
