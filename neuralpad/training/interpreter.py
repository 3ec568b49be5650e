"""How the Python interpreter is set while a thread works beside the window."""

from __future__ import annotations

import gc
import sys

SWITCH_INTERVAL = 0.0005
"""Seconds after which a thread that works lets the window work; Python's own 5 ms would be felt."""


class SharedInterpreter:
    """The interpreter while threads share it. `begin` and `end` come in pairs, in the window's thread, and may nest.

    Garbage is collected in the window's thread alone. Python would collect it in whichever thread makes the next
    object, and a window part that is destroyed in another thread stops its timers from there, or freezes the program.
    What exists at the beginning is left out, so that a collection takes no time one could see.
    """

    def __init__(self) -> None:
        self._threads = 0
        self._switch_interval = 0.0
        self._collects = False

    def begin(self) -> None:
        """One more thread shares the interpreter from now on."""
        self._threads += 1
        if self._threads > 1:
            return
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._collects = gc.isenabled()
        if self._collects:
            gc.disable()
            gc.freeze()

    def collect(self) -> None:
        """Collect garbage, if Python would do so by itself."""
        if not self._collects:
            return
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, threshold) in enumerate(counts) if count > threshold > 0]
        if due:
            gc.collect(due[-1])

    def end(self) -> None:
        """One thread less; after the last one everything is as it was."""
        self._threads -= 1
        if self._threads:
            return
        sys.setswitchinterval(self._switch_interval)
        if self._collects:
            self._collects = False
            gc.unfreeze()
            gc.enable()


interpreter = SharedInterpreter()
"""There is one."""
