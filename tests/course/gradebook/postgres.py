"""A private PostgreSQL server, for as long as a test needs one."""

import os
import pwd
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALLED = Path("/usr/lib/postgresql")


@contextmanager
def running_server(folder):
    """Start a server on a free port of the loopback interface; yield the URL of its database.

    Parameters
    ----------
    folder : pathlib.Path
        Short and empty.
    """
    server = Server(folder)
    server.run("initdb", "--auth=trust", "--username=marks", "--encoding=UTF8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -c port={server.port} -c unix_socket_directories="
    server.run("pg_ctl", "--wait", "--silent", "-o", options, "-l", f"{folder}/log", "start")
    try:
        yield f"postgresql+psycopg2://marks@127.0.0.1:{server.port}/postgres"
    finally:
        server.run("pg_ctl", "--mode=immediate", "--silent", "stop")


class Server:
    """The programs of a server whose data lie in a folder."""

    def __init__(self, folder):
        self.folder, self.programs, self.user = folder, _programs(), _user()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def run(self, program, *options):
        """Run a program of the server's; PostgreSQL refuses to run as root."""
        subprocess.run(
            [self.programs / program, "-D", self.folder / "data", *options],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.user and self.user.pw_uid,
            group=self.user and self.user.pw_gid,
            extra_groups=self.user and [],
        )


def _programs():
    installed = sorted(INSTALLED.glob("*/bin/initdb")) or [shutil.which("initdb")]
    if not installed[-1]:
        pytest.fail("PostgreSQL is not installed. Install Debian's package postgresql.")
    return Path(installed[-1]).parent


def _user():
    if os.geteuid():
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
