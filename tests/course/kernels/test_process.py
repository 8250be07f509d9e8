from course.kernels.process import _is_readable


def test_a_descriptor_that_another_thread_closed_is_worth_a_look():
    assert _is_readable(-1, 0)
