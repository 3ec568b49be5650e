"""Looks, before Qt is loaded, whether a window can open at all: where it cannot, Qt would end in a crash."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

# Library → the Debian package that holds it, in the order in which Qt needs them.
_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
_SCREENS = {"xcb": ("DISPLAY", _X11), "wayland": ("WAYLAND_DISPLAY", _WAYLAND)}

Loads = Callable[[str], bool]


def what_is_missing(environment: Mapping[str, str] | None = None, loads: Loads | None = None) -> str | None:
    """One line that says why no window can open here and what to do about it; None if nothing is in the way.

    Parameters
    ----------
    environment : mapping, optional
        The variables to look at; those of the process by default.
    loads : callable, optional
        Whether a shared library can be loaded; asks the system by default.
    """
    if sys.platform != "linux":
        return None
    environment = os.environ if environment is None else environment
    loads = _loads if loads is None else loads
    missing = _missing(_ALWAYS, loads)
    platforms = _platforms(environment)
    screens = [name for name in platforms if name in _SCREENS]
    if len(screens) < len(platforms):
        # Offscreen, vnc and the like: no display is asked for.
        return _install(missing) if missing else None
    with_display = [name for name in screens if environment.get(_SCREENS[name][0])]
    lacks = [_missing(_SCREENS[name][1], loads) for name in with_display]
    if lacks and all(lacks):
        missing |= lacks[-1]
    if missing:
        return _install(missing)
    if not with_display:
        return (
            "NeuralPad needs a display, and there is none: start it on a desktop, or with `xvfb-run neuralpad`. "
            "`neuralpad train` and `neuralpad predict` work without one."
        )
    if not any(_answers(name, environment) for name, lack in zip(with_display, lacks, strict=True) if not lack):
        shown = ", ".join(f"{_SCREENS[name][0]}={environment[_SCREENS[name][0]]}" for name in with_display)
        return f"NeuralPad needs a display, and none answers at {shown}: is it running, and may this user open windows?"
    return None


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """The platforms that Qt will try, in its order."""
    asked = [entry.partition(":")[0] for entry in environment.get("QT_QPA_PLATFORM", "").split(";") if entry]
    return ["wayland" if name.startswith("wayland") else name for name in asked] or ["wayland", "xcb"]


def _missing(libraries: Mapping[str, str], loads: Loads) -> dict[str, str]:
    return {library: package for library, package in libraries.items() if not loads(library)}


def _install(missing: Mapping[str, str]) -> str:
    shown = list(missing)[:3]
    more = len(missing) - len(shown)
    named = ", ".join(shown) + (f" and {more} more" if more else "")
    packages = " ".join(dict.fromkeys(missing.values()))
    return f"NeuralPad needs system libraries that are missing here ({named}): sudo apt-get install -y {packages}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _answers(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether the display server lets us in, asked as Qt will ask."""
    address = environment[_SCREENS[platform][0]].encode()
    if platform == "wayland":
        library = ctypes.CDLL("libwayland-client.so.0")
        library.wl_display_connect.restype = ctypes.c_void_p
        display = library.wl_display_connect(address)
        if display:
            library.wl_display_disconnect(ctypes.c_void_p(display))
        return bool(display)
    library = ctypes.CDLL("libxcb.so.1")
    library.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(library.xcb_connect(address, None))
    refused = bool(library.xcb_connection_has_error(connection))
    library.xcb_disconnect(connection)
    return not refused
