"""The playground as a notebook widget: the browser draws and asks, the kernel trains and answers.

All training happens in the engine. The browser asks for one frame at a time, and for the next only
once it has drawn the last, so other cells run in between and a pause takes effect at once.
"""

import threading
from pathlib import Path

import anywidget
import traitlets

from helpers.playground.frame import frame
from helpers.playground.picture import describe, png
from helpers.playground.session import Session

_FRONT = Path(__file__).parent / "front"
# A widget's front end is one module, so its files are joined; each uses those before it.
_PARTS = ("paint.js", "dom.js", "player.js", "controls.js", "network.js", "output.js", "main.js")


class Playground(anywidget.AnyWidget):
    """A small network that learns before your eyes, opened in a given state.

    Parameters
    ----------
    state : dict, optional
        Any of: data ("circle", "xor", "gauss", "spiral"), noise (0 to 0.5), points, data_seed,
        features, hidden, activation, output, initialisation, learning_rate, l1, l2, batch_size,
        seed, epoch (trained that far on opening) and speed (epochs per picture). See
        `helpers.playground.train` for what each means.
    **changes
        The same keys, which win over `state`.

    Attributes
    ----------
    state : dict
        The complete state now. ``Playground(other.state)`` opens a copy, weight for weight.

    Raises
    ------
    ValueError
        If a key is unknown or a value cannot be used; the message names it.

    Notes
    -----
    Every change but that of the speed starts again from epoch 0, so that a state tells everything.
    Where there is no widget front end the output is a picture with a description.
    """

    _esm = "\n".join((_FRONT / part).read_text(encoding="utf-8") for part in _PARTS)
    _css = (_FRONT / "playground.css").read_text(encoding="utf-8")
    # What a page saved without its kernel has to show.
    _snapshot = traitlets.Dict().tag(sync=True)
    # ipywidgets 7 displays through this hook, which would leave the picture out.
    _ipython_display_ = None

    def __init__(self, state=None, **changes):
        self._session = Session((state or {}) | changes)
        # JupyterLab may deliver messages on a thread beside the one that runs cells.
        self._lock = threading.RLock()
        super().__init__(_snapshot=self._take_snapshot())
        self.on_msg(self._receive)

    @property
    def state(self):
        with self._lock:
            return self._session.state

    def advance(self, epochs=1):
        """Train for `epochs` more epochs and show the result wherever the widget is open."""
        with self._lock:
            self._session.advance(epochs)
            self._send_frame(None)

    def _receive(self, _widget, message, _buffers):
        with self._lock:
            try:
                self._obey(message)
            except ValueError as error:
                self.send({"type": "error", "view": message.get("view"), "message": str(error)})
            else:
                self._send_frame(message.get("view"))

    def _obey(self, message):
        changes = message.get("changes", {})
        if set(changes) == {"speed"}:
            self._session.set_speed(changes["speed"])
        elif changes:
            self._session = Session(self._session.state | {"epoch": 0} | changes)
        self._session.advance(message.get("epochs", 0))

    def _send_frame(self, view):
        content, buffers = frame(self._session)
        self.send({"type": "frame", "view": view, **content}, buffers)

    def _take_snapshot(self):
        content, buffers = frame(self._session)
        return {"content": content, "buffers": buffers}

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        with self._lock:
            self._snapshot = self._take_snapshot()
            alt = describe(self._session)
            data |= {"image/png": png(self._session), "text/plain": alt}
        return data, metadata | {"image/png": {"alt": alt}}
