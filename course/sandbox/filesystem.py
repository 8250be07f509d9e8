"""The file system student code sees: Python and given paths read-only, a scratch folder, no more."""

import importlib.util
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from course.sandbox import syscalls
from course.sandbox.limits import Limits

HOME = "/home/student"
SOCKETS = "/run/kernel"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store")
_SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "fonts", "localtime", "alternatives")
_DEVICES = ("null", "full", "random", "urandom")  # memory mapped from zero would be hidden
_FILES_IN_SCRATCH = 100_000
_READ_ONLY = syscalls.MOUNT_ATTR_RDONLY | syscalls.MOUNT_ATTR_NOSUID | syscalls.MOUNT_ATTR_NODEV
_PLAIN = syscalls.MS_NOSUID | syscalls.MS_NODEV


def python_paths() -> list[str]:
    """Return the folders of this Python, its packages and ``helpers``.

    A package installed in editable mode lies in a checkout, whose other folders hold the masters
    and the grade book: of a checkout only ``helpers`` itself is shown.
    """
    found = importlib.util.find_spec("helpers")
    helpers = found.submodule_search_locations if found else []
    return [sys.base_prefix, sys.prefix, *map(os.path.abspath, helpers)]


def build(root: str, sockets: str, readable: Iterable[str], limits: Limits, owner: int) -> None:
    """Mount the new file system at ``root`` and enter it.

    Needs a mount and a process namespace of its own, and the right to mount in them.

    Parameters
    ----------
    root, sockets : str
        An empty folder to mount on; the folder of the kernel's sockets.
    readable : iterable of str
        Absolute paths to show read-only in their own places, besides Python's.
    limits : Limits
        Gives the size of the scratch folder.
    owner : int
        The user, and group, the scratch folder belongs to.
    """
    syscalls.mount("", "/", "", syscalls.MS_REC | syscalls.MS_SLAVE)
    syscalls.mount("sandbox", root, "tmpfs", _PLAIN, "mode=755,size=4m")
    for path in _SYSTEM:
        _show(path, root)
    for name in _SETTINGS:
        _show(f"/etc/{name}", root)
    _add_accounts(root)
    _add_devices(root)
    _add_scratch(root, limits.scratch_mb, owner)
    for path in _outermost([*python_paths(), *readable]):
        _show(path, root)
    os.makedirs(root + SOCKETS)
    syscalls.mount(sockets, root + SOCKETS, "", syscalls.MS_BIND)
    os.mkdir(f"{root}/proc")
    syscalls.mount("proc", f"{root}/proc", "proc", _PLAIN | syscalls.MS_NOEXEC)
    syscalls.set_mount_attributes(root, syscalls.MOUNT_ATTR_RDONLY)
    syscalls.enter_root(root)


def seal_sockets() -> None:
    """Make the folder of sockets read-only, once the kernel has made them.

    A student could otherwise fill it, which is outside the scratch folder, or lay a link in it that
    leads the grader elsewhere.
    """
    syscalls.set_mount_attributes(SOCKETS, syscalls.MOUNT_ATTR_RDONLY)


def _outermost(paths: Iterable[str]) -> list[str]:
    """Return the paths that are not inside another of them."""
    kept: list[str] = []
    for path in sorted(set(map(os.path.abspath, paths))):
        if not any(path == other or path.startswith(other + "/") for other in kept):
            kept.append(path)
    return [path for path in kept if not path.startswith("/usr/")]


def _show(path: str, root: str) -> None:
    """Bind a path, if it exists, read-only in its own place below ``root``."""
    target = root + path
    if not os.path.exists(path) or os.path.lexists(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path) and path in _SYSTEM:
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.mkdir(target)
    else:
        Path(target).touch()
    syscalls.mount(path, target, "", syscalls.MS_BIND | syscalls.MS_REC)
    syscalls.set_mount_attributes(target, _READ_ONLY, recursive=True)


def _add_accounts(root: str) -> None:
    """Name the one user there is, for programs that ask who they are."""
    etc = Path(root, "etc")
    etc.mkdir(exist_ok=True)
    (etc / "passwd").write_text(f"student:x:1000:1000:student:{HOME}:/bin/sh\n")
    (etc / "group").write_text("student:x:1000:\n")
    (etc / "hosts").write_text("127.0.0.1 localhost\n")


def _add_devices(root: str) -> None:
    os.mkdir(f"{root}/dev")
    for name in _DEVICES:
        Path(root, "dev", name).touch()
        syscalls.mount(f"/dev/{name}", f"{root}/dev/{name}", "", syscalls.MS_BIND)
    os.symlink("/proc/self/fd", f"{root}/dev/fd")


def _add_scratch(root: str, megabytes: int, owner: int) -> None:
    """Add the one writable file system and show its parts as home, /tmp and /dev/shm."""
    os.mkdir(f"{root}/scratch")
    options = f"mode=755,size={megabytes}m,nr_inodes={_FILES_IN_SCRATCH}"
    syscalls.mount("scratch", f"{root}/scratch", "tmpfs", _PLAIN, options)
    for target in (HOME, "/tmp", "/dev/shm"):
        part = f"{root}/scratch/{os.path.basename(target)}"
        os.mkdir(part)
        os.chown(part, owner, owner)
        os.makedirs(root + target, exist_ok=True)
        syscalls.mount(part, root + target, "", syscalls.MS_BIND)
