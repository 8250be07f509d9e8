import json

from course.grading import CheckScore, Result


def test_a_result_travels_as_json():
    result = Result(
        "graded",
        (CheckScore("f-check-1", "f", None, 2.0, "waits"),),
        ("mended",),
        ("bent",),
        {"cells": []},
        "",
        1.5,
    )
    assert Result.from_json(json.loads(json.dumps(result.to_json()))) == result


def test_points_count_what_is_decided():
    scores = (CheckScore("a", "a", 1.5, 2.0), CheckScore("b", "b", None, 3.0))
    assert (Result("graded", scores).points, Result("graded", scores).max_points) == (1.5, 5.0)
