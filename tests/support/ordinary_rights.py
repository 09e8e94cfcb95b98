"""The rights of an ordinary account, also where tests run as one that may do everything."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_VERSION: Final = 0x20080522
_OVERRIDES: Final = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7): to read and write in spite of
what the rights of a file say."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def can_be_had() -> bool:
    """Tell whether rights can be taken away here."""
    return os.name == "posix" and (os.geteuid() != 0 or os.uname().sysname == "Linux")


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """Heed the rights of files, which an account that may do everything does not.

    It holds for this thread, and those started meanwhile.

    Raises:
        OSError: the system does not allow that.
    """
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = _Header(_VERSION, 0)
    sets = (_Sets * 2)()
    _done(libc.capget(ctypes.byref(header), sets))
    before = sets[0].effective
    sets[0].effective = before & ~_OVERRIDES
    _done(libc.capset(ctypes.byref(header), sets))
    try:
        yield
    finally:
        sets[0].effective = before
        _done(libc.capset(ctypes.byref(header), sets))


def _done(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "the rights cannot be changed")
