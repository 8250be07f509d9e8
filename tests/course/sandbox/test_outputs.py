from nbformat.v4 import new_output

from course.sandbox.outputs import join_streams


def stream(text, name="stdout"):
    return new_output("stream", text=text, name=name)


def test_pieces_of_a_stream_are_joined_and_the_order_is_kept():
    figure = new_output("display_data", {"image/png": "aGk="})
    outputs = [stream("a"), stream("b"), stream("c", "stderr"), stream("d"), figure, stream("e")]
    joined = join_streams(outputs)
    assert [output.get("text", "figure") for output in joined] == ["ab", "c", "d", "figure", "e"]


def test_a_stream_in_lines_becomes_text():
    assert join_streams([stream(["a\n", "b"]), stream("c")]) == [stream("a\nbc")]


def test_nothing_stays_nothing():
    assert join_streams([]) == []
