"""Says what a build is doing: a live line on a terminal, one plain line a stage elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console

Stage = Callable[[str, Callable[[], None]], None]


@contextmanager
def progress(stream: TextIO) -> Iterator[Stage]:
    """Yield a function that runs one stage under its title and says how long it took."""
    console = Console(file=stream, highlight=False, soft_wrap=True)

    def stage(title: str, run: Callable[[], None]) -> None:
        start = time.perf_counter()
        if console.is_terminal:
            with console.status(title):
                run()
        else:
            run()
        console.print(f"{title}: {time.perf_counter() - start:.2f} s")

    yield stage
