"""On Windows a child lies in a job, which holds its memory and ends it with us."""

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pytest

from tilannekuva.isolation.windows_job import ExtendedLimits, WindowsJob

KILL_ON_CLOSE = 0x2000
PROCESS_MEMORY = 0x0100


@dataclass
class FakeKernel:
    """What Windows would do, written down."""

    refuses: str = ""
    called: list[str] = field(default_factory=list)
    limits: ExtendedLimits | None = None
    open_handles: set[int] = field(default_factory=set)

    def _answer(self, name: str, result: int = 1) -> int:
        self.called.append(name)
        return 0 if name == self.refuses else result

    def CreateJobObjectW(self, *_: object) -> int:  # noqa: N802 - Windows has named it
        """Make a job."""
        handle = self._answer("create", 7)
        if handle:
            self.open_handles.add(handle)
        return handle

    def SetInformationJobObject(self, _: int, kind: int, limits: Any, size: int) -> int:  # noqa: N802 - as above
        """Keep the limits of a job."""
        assert (kind, size) == (9, ctypes.sizeof(ExtendedLimits))
        self.limits = ExtendedLimits.from_buffer_copy(limits._obj)  # noqa: SLF001 - what byref holds
        return self._answer("limit")

    def OpenProcess(self, rights: int, _: int, number: int) -> int:  # noqa: N802 - as above
        """Open a process."""
        assert (rights, number) == (0x0101, 4321)
        handle = self._answer("open", 9)
        if handle:
            self.open_handles.add(handle)
        return handle

    def AssignProcessToJobObject(self, job: int, process: int) -> int:  # noqa: N802 - as above
        """Put a process into a job."""
        assert {job, process} <= self.open_handles
        return self._answer("assign")

    def TerminateJobObject(self, job: int, _: int) -> int:  # noqa: N802 - as above
        """End a job."""
        assert job in self.open_handles
        return self._answer("end")

    def CloseHandle(self, handle: int) -> int:  # noqa: N802 - as above
        """Close what was opened."""
        self.open_handles.remove(handle)
        return self._answer("close")


def test_job__ok() -> None:
    """A process is put into a job of limits; ending and closing it happen once."""
    kernel = FakeKernel()
    job = WindowsJob(kernel, 1 << 30)
    job.take(4321)
    job.end()
    job.release()
    job.end()
    job.release()
    assert kernel.called == ["create", "limit", "open", "assign", "close", "end", "close"]
    assert kernel.open_handles == set()
    assert kernel.limits is not None
    assert kernel.limits.ProcessMemoryLimit == 1 << 30
    flags = kernel.limits.BasicLimitInformation.LimitFlags
    assert flags & KILL_ON_CLOSE
    assert flags & PROCESS_MEMORY


@pytest.mark.parametrize("step", ["create", "limit", "open", "assign"])
def test_job_that_windows_refuses__error(step: str) -> None:
    """Nothing stays open of a job that could not be made."""
    kernel = FakeKernel(refuses=step)
    with pytest.raises(OSError, match=r"Job|Process"):
        WindowsJob(kernel, 1 << 30).take(4321)
    assert kernel.open_handles == set()


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of 64 bits")
def test_structure_of_the_limits__ok() -> None:
    """The structure is as long as Windows expects it."""
    assert ctypes.sizeof(ExtendedLimits) == 144
