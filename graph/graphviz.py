"""Runs Graphviz from a wheel: it writes the same bytes on every platform, and needs no package of the system."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from graph.errors import BuildError

_PROGRAM = "graphviz-pure"


def graphviz(dot: str, form: str, engine: str = "dot", seconds: float = 60) -> bytes:
    """Return a graph written in Graphviz's language in a form such as ``svg`` or ``plain``, laid out by ``engine``.

    Raises :class:`~graph.errors.BuildError` if Graphviz is not installed, fails, or takes longer than ``seconds``.
    """
    program = shutil.which(_PROGRAM, path=sysconfig.get_path("scripts")) or shutil.which(
        _PROGRAM, path=str(Path(sys.executable).parent)
    )
    if program is None:
        raise BuildError(f"the diagrams cannot be drawn: there is no {_PROGRAM} beside Python (pip install {_PROGRAM})")
    try:
        done = subprocess.run(  # noqa: S603 -- the program beside Python, and no argument but our own
            [program, f"-K{engine}", f"-T{form}"], input=dot.encode(), capture_output=True, timeout=seconds, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise BuildError(f"the diagrams cannot be drawn: {error}") from None
    return done.stdout
