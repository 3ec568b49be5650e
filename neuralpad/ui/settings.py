"""What the program remembers between two starts, in one file of the user's. Nothing of a class is among it."""

from __future__ import annotations

import json
import math
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

RECENT_FILES = 8


def settings_folder() -> Path:
    """Where the user's settings and recovery copies live."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "neuralpad"


class Settings:
    """The user's choices. Values that cannot be read count as never set."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else settings_folder()
        self._store = QSettings(str(self.folder / "settings.ini"), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """A remembered word."""
        return str(self._store.value(name, default))

    def set_text(self, name: str, value: str) -> None:
        """Remember a word."""
        self._store.setValue(name, value)

    def number(self, name: str, default: float) -> float:
        """A remembered number."""
        try:
            value = float(self.text(name, str(default)))
        except ValueError:
            return default
        return value if math.isfinite(value) else default

    def set_number(self, name: str, value: float) -> None:
        """Remember a number."""
        self.set_text(name, repr(value))

    def layout(self, name: str) -> QByteArray:
        """A remembered arrangement of a window or splitter; empty where there is none."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Remember an arrangement."""
        self._store.setValue(name, state)

    def recent_files(self) -> list[Path]:
        """The files opened or saved last, newest first, as far as they still exist."""
        try:
            names = json.loads(self.text("recent", "[]"))
        except json.JSONDecodeError:
            return []
        if not isinstance(names, list):
            return []
        return [path for path in (Path(str(name)) for name in names) if path.is_file()]

    def add_recent_file(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        files = [path.absolute(), *(other for other in self.recent_files() if other != path.absolute())]
        self.set_text("recent", json.dumps([str(file) for file in files[:RECENT_FILES]]))

    def forget_recent_files(self) -> None:
        """Empty the list of recent files."""
        self.set_text("recent", "[]")

    def sync(self) -> None:
        """Write to the disk now."""
        self._store.sync()
