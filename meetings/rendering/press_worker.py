"""Owns the process that prints: it takes pages from its parent, one after another, and gives PDFs back.

It has limits of its own (memory for the whole process, processor time for each page), no secrets in its environment
and no way to the database. It ends when its parent does.
"""

import contextlib
import gc
import os
import pickle
import resource
import sys
from typing import IO, Any

#: Bytes of address space: a paper of 250 pages takes a fifth.
MOST_MEMORY = 1536 * 1024 * 1024
#: Seconds of processor time for one page; the parent's patience (press_process) is a little longer.
MOST_SECONDS = 60


def read_frame(stream: IO[bytes]) -> Any:
    """Read what the other side wrote; EOFError when it is gone."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = int.from_bytes(head, "big")
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - the other side is this same program, the pipe is ours alone


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Write a value for the other side."""
    content = pickle.dumps(value)
    stream.write(len(content).to_bytes(8, "big") + content)
    stream.flush()


def serve() -> None:
    """Print until the parent is gone; Django is set up already (press_process.COMMAND)."""
    # What libraries print must not get between the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            job = read_frame(sys.stdin.buffer)
            _limit_processor()
            write_frame(answers, _print(job))


def _limit_processor() -> None:
    """Let this page take so much processor time from now on; the kernel ends the process above it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _print(job: dict[str, Any]) -> tuple[str, Any]:
    """Print one page: («done», the bytes), or the name of the refusal and its message."""
    from meetings.rendering.fonts import FontMissing
    from meetings.rendering.pdf import PrintingFailed, print_here

    try:
        return "done", print_here(**job)
    except (PrintingFailed, FontMissing) as refusal:
        return type(refusal).__name__, str(refusal)
    except MemoryError:
        gc.collect()
        return "memory", ""
    except Exception as error:
        return "broken", repr(error)[:500]
