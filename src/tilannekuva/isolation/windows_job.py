"""A Windows job: processes that may take so much memory, and end when we do.

Windows has no limits that a process puts upon itself. What is called here, and the structures, are
as documented for ``CreateJobObjectW``, ``SetInformationJobObject`` and
``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``.
"""

import ctypes
from typing import Any

_EXTENDED_LIMIT_INFORMATION = 9
_LIMIT_PROCESS_MEMORY = 0x0100
_LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x0400
_LIMIT_KILL_ON_JOB_CLOSE = 0x2000
_PROCESS_TERMINATE = 0x0001
_PROCESS_SET_QUOTA = 0x0100
_EXIT_CODE = 1


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def kernel32() -> Any:
    """Return the functions of Windows that are called here, with the types they take.

    Raises:
        OSError: this is not Windows.
    """
    if not hasattr(ctypes, "WinDLL"):
        raise OSError("no Windows")
    library = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, yes, number = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32
    library.CreateJobObjectW.argtypes = [handle, ctypes.c_wchar_p]
    library.CreateJobObjectW.restype = handle
    library.SetInformationJobObject.argtypes = [handle, yes, handle, number]
    library.OpenProcess.argtypes = [number, yes, number]
    library.OpenProcess.restype = handle
    library.AssignProcessToJobObject.argtypes = [handle, handle]
    library.TerminateJobObject.argtypes = [handle, number]
    library.CloseHandle.argtypes = [handle]
    return library


class WindowsJob:
    """A job that ends its processes when it is closed, as Windows does for us if we are ended.

    Args:
        library: what `kernel32` returns.
        memory: bytes that a process in it may take.

    Raises:
        OSError: Windows refuses.
    """

    def __init__(self, library: Any, memory: int) -> None:
        self._library = library
        self._job: int | None = _checked(library.CreateJobObjectW(None, None), "CreateJobObjectW")
        limits = ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = (
            _LIMIT_PROCESS_MEMORY | _LIMIT_DIE_ON_UNHANDLED_EXCEPTION | _LIMIT_KILL_ON_JOB_CLOSE
        )
        limits.ProcessMemoryLimit = memory
        try:
            _checked(
                library.SetInformationJobObject(
                    self._job,
                    _EXTENDED_LIMIT_INFORMATION,
                    ctypes.byref(limits),
                    ctypes.sizeof(limits),
                ),
                "SetInformationJobObject",
            )
        except OSError:
            self.release()
            raise

    def take(self, process: int) -> None:
        """Put a process into the job, by its number; on a refusal the job is closed.

        Raises:
            OSError: Windows refuses.
        """
        library = self._library
        rights = _PROCESS_SET_QUOTA | _PROCESS_TERMINATE
        try:
            handle = _checked(library.OpenProcess(rights, 0, process), "OpenProcess")
            try:
                _checked(
                    library.AssignProcessToJobObject(self._job, handle), "AssignProcessToJobObject"
                )
            finally:
                library.CloseHandle(handle)
        except OSError:
            self.release()
            raise

    def end(self) -> None:
        """End every process in the job."""
        if self._job is not None:
            self._library.TerminateJobObject(self._job, _EXIT_CODE)

    def release(self) -> None:
        """Close the job, which ends what is still in it."""
        if self._job is not None:
            self._library.CloseHandle(self._job)
            self._job = None


def _checked(result: int | None, called: str) -> int:
    if not result:
        number = getattr(ctypes, "get_last_error", lambda: 0)()
        raise OSError(f"{called}: {number}")
    return result
