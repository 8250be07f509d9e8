"""A web server on this machine that stands in for the remote ones."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from helpers.datasets import download


class Remote:
    """Serves made files in place of the real ones; `answers` can spoil them, one per request."""

    def __init__(self, monkeypatch, cache):
        self.cache = cache
        self.files = {}
        self.answers = []
        self.requests = 0
        self._monkeypatch = monkeypatch
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def publish(self, name: str, content: bytes) -> None:
        """Serve `content` as the remote file `name`, with the checksum that it has."""
        self.files[f"/{name}"] = content
        url = f"http://127.0.0.1:{self._server.server_port}/{name}"
        file = download.RemoteFile(url, hashlib.sha256(content).hexdigest())
        self._monkeypatch.setitem(download.FILES, name, file)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def cached(self) -> list[str]:
        return sorted(path.name for path in self.cache.rglob("*"))

    def _handler(remote):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                remote.requests += 1
                spoil = remote.answers.pop(0) if remote.answers else bytes
                content = remote.files.get(self.path)
                self.send_response(200 if content is not None else 404)
                self.send_header("Content-Length", str(len(content or b"")))
                self.end_headers()
                self.wfile.write(spoil(content or b""))

            def log_message(self, *_):
                pass

        return Handler


@pytest.fixture
def remote(monkeypatch, tmp_path):
    monkeypatch.setenv("NEURON_TO_NAS_DATA", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    # Between two tries pooch waits a second.
    monkeypatch.setattr("pooch.core.time.sleep", lambda _: None)
    server = Remote(monkeypatch, tmp_path)
    yield server
    server.close()
