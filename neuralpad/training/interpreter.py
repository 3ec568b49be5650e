"""How the Python interpreter is set while a training thread runs beside the window."""

from __future__ import annotations

import gc
import sys

SWITCH_INTERVAL = 0.0005
"""Seconds that the window waits at most for the training to let it work; Python's own 5 ms would be felt."""


class SharedInterpreter:
    """The interpreter while two threads share it; `begin` and `end` come in pairs, in the window's thread.

    Garbage is collected in the window's thread alone. Python would collect it in whichever thread makes the next
    object, and a window part that is destroyed in the training's thread stops its timers from there, or freezes the
    program. What exists at the beginning is left out, so that a collection takes no time one could see.
    """

    def __init__(self) -> None:
        self._switch_interval = 0.0
        self._collected = False

    def begin(self) -> None:
        """Two threads share the interpreter from now on."""
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._collected = gc.isenabled()
        if self._collected:
            gc.disable()
            gc.freeze()

    def collect(self) -> None:
        """Collect garbage, if Python would do so by itself."""
        if not self._collected:
            return
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > threshold > 0:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Everything as it was."""
        sys.setswitchinterval(self._switch_interval)
        if self._collected:
            gc.unfreeze()
            gc.enable()
