"""Messages, with open files attached, between a kernel's owner, the zygote and the kernel."""

import json
import socket

_LARGEST_MESSAGE = 1 << 20
_MOST_FILES = 8


def open_pair() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a new channel; one message is one packet, so none can interleave."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(channel: socket.socket, message: dict, files: list[int] = ()) -> None:
    """Send a JSON-able message and copies of the given file descriptors."""
    socket.send_fds(channel, [json.dumps(message).encode()], list(files))


def receive(channel: socket.socket) -> tuple[dict | None, list[int]]:
    """Receive one message and its file descriptors; the message is None at the end of the channel.

    Raises
    ------
    BlockingIOError
        When no message is waiting on a non-blocking channel.
    """
    try:
        data, files, _, _ = socket.recv_fds(channel, _LARGEST_MESSAGE, _MOST_FILES)
    except ConnectionResetError:
        return None, []
    return (json.loads(data) if data else None), files
