"""The kernel's half of the widget: it obeys, answers, and shows a picture without a front end."""

import subprocess
import sys

import numpy as np
import pytest

from helpers.playground import Playground


class Recorded(Playground):
    """A playground that keeps what it would send to the browser."""

    def send(self, content, buffers=None):
        self.sent = [*getattr(self, "sent", []), content]

    def receive(self, **message):
        self._receive(self, {"view": "v", **message}, [])
        return self.sent[-1]


def test_a_state_opens_exactly_and_reads_back():
    first = Playground({"hidden": [3], "seed": 4, "epoch": 11}, learning_rate=0.1)
    copy = Playground(first.state)
    assert copy.state == first.state
    assert (
        first.state.items() >= {"hidden": [3], "seed": 4, "epoch": 11, "learning_rate": 0.1}.items()
    )
    assert copy._snapshot == first._snapshot


def test_it_trains_as_asked_and_answers_the_view_that_asked():
    playground = Recorded(epoch=2)
    answer = playground.receive(epochs=5)
    assert (answer["type"], answer["view"], answer["state"]["epoch"]) == ("frame", "v", 7)
    assert playground.state["epoch"] == 7


def test_a_change_starts_again():
    playground = Recorded(epoch=9)
    state = playground.receive(changes={"data": "xor", "hidden": [2]}, epochs=1)["state"]
    assert (state["data"], state["hidden"], state["epoch"]) == ("xor", [2], 1)
    np.testing.assert_array_equal(
        playground._session.losses, Recorded(data="xor", hidden=[2], epoch=1)._session.losses
    )


def test_another_speed_starts_nothing_again():
    playground = Recorded(epoch=9)
    state = playground.receive(changes={"speed": 5})["state"]
    assert (state["speed"], state["epoch"]) == (5, 9)


def test_a_change_that_cannot_be_made_is_answered_and_changes_nothing():
    playground = Recorded(epoch=3)
    before = playground.state
    answer = playground.receive(changes={"seed": None})
    assert answer["type"] == "error"
    assert answer["message"] == "seed must be a whole number of at least 0; got None"
    assert playground.state == before


def test_advance_shows_what_it_did():
    playground = Recorded()
    playground.advance(4)
    assert playground.sent[-1]["state"]["epoch"] == 4


def test_without_a_front_end_there_is_a_picture_with_words():
    data, metadata = Playground(epoch=2)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["image/png"].startswith("iVBOR")
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert "epoch 2" in data["text/plain"]


def test_an_unknown_key_is_refused():
    with pytest.raises(ValueError, match="state has no 'neurons'"):
        Playground(neurons=3)


def test_importing_it_does_not_wait_for_tensorflow():
    code = "import sys; from helpers.playground import Playground; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
