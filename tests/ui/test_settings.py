"""What is remembered between two starts, also out of a file that somebody has damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from neuralpad.ui.settings import RECENT_FILES, Settings


def test_words_numbers_and_arrangements_come_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.set_text("scheme", "dark; = [ünï]")
    settings.set_number("zoom", 1.25)
    settings.set_layout("window", QByteArray(bytes(range(256))))
    settings.sync()
    again = Settings(tmp_path)
    assert again.text("scheme") == "dark; = [ünï]"
    assert again.number("zoom", 1.0) == 1.25
    assert again.layout("window").data() == bytes(range(256))


def test_what_was_never_set_has_a_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert settings.text("scheme", "system") == "system"
    assert settings.number("zoom", 1.0) == 1.0
    assert settings.layout("window").isEmpty()
    assert settings.recent_files() == []


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999", "much", "", "1;2", "@Invalid()"])
def test_what_is_no_number_counts_as_never_set(tmp_path: Path, value: str) -> None:
    (tmp_path / "settings.ini").write_text(f"[General]\nzoom={value}\n", encoding="utf-8")
    assert Settings(tmp_path).number("zoom", 1.0) == 1.0


@pytest.mark.parametrize("value", ["[", "3", '{"a": 1}', '[1, null, ["x"]]', '"C:\\\\x"'])
def test_a_damaged_list_of_recent_files_is_an_empty_one(tmp_path: Path, value: str) -> None:
    settings = Settings(tmp_path)
    settings.set_text("recent", value)
    assert settings.recent_files() == []


def test_a_file_of_rubbish_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(bytes(range(256)) * 20)
    settings = Settings(tmp_path)
    assert settings.number("zoom", 1.0) == 1.0
    assert settings.layout("window").isEmpty()


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "below")
    settings.set_text("scheme", "dark")
    settings.sync()
    assert settings.text("scheme") == "dark"


def test_recent_files_newest_first_each_once_and_only_while_they_exist(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings")
    files = [tmp_path / f"{number}.neuralpad" for number in range(RECENT_FILES + 3)]
    for file in files:
        file.touch()
        settings.add_recent_file(file)
    settings.add_recent_file(files[-2])
    expected = [files[-2], files[-1], *reversed(files[3:-2])]
    assert settings.recent_files() == expected
    files[-1].unlink()
    assert Settings(tmp_path / "settings").recent_files() == [file for file in expected if file != files[-1]]
    settings.forget_recent_files()
    assert settings.recent_files() == []


def test_a_path_from_where_the_program_was_started_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here.neuralpad").touch()
    monkeypatch.chdir(tmp_path)
    settings = Settings(tmp_path / "settings")
    settings.add_recent_file(Path("here.neuralpad"))
    monkeypatch.chdir("/")
    assert settings.recent_files() == [tmp_path / "here.neuralpad"]
