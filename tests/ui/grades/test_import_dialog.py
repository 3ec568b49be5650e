"""The import dialog: it says what it understood, lets it be put right, and does nothing before Import is pressed."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from neuralpad.core.edits import ReplaceBook
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.scaling import usable_students
from neuralpad.storage.spreadsheets import read_table
from neuralpad.storage.table_guess import guess
from neuralpad.ui.grades.import_dialog import ImportDialog
from neuralpad.ui.grades.import_plan import Destination
from neuralpad.ui.grades.import_preview import PREVIEW_ROWS, PreviewModel
from neuralpad.ui.theme import Theme

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
Open = Callable[..., ImportDialog]

CLASS = """Name;Written;Oral;Remarks;Final exam
Ann;12;14;;15
Bob;8;abs;moved;9
Cem;19;11;;10
Dee;7;6;;4
"""

PRESENT = Gradebook(
    "8a",
    (Column("Written", 20.0), Column("Oral", 20.0)),
    (Student("Old", ("5", "6"), "fail"), Student("Older", ("15", "16"), "pass")),
    (Student("Now", ("10", "11"), ""),),
)


@pytest.fixture
def open_dialog(qtbot: QtBot, tmp_path: Path) -> Open:
    """Open the dialog on a table as the window does."""

    def opened(
        content: str | bytes = CLASS,
        existing: Gradebook | None = None,
        name: str = "8b.csv",
        theme: Theme | None = None,
    ) -> ImportDialog:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        table = read_table(path)
        dialog = ImportDialog(theme or Theme(), table, guess(table), existing)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def choose(box: QComboBox, text: str) -> None:
    """Choose with the keyboard, as the arrows do."""
    box.setFocus()
    wanted = box.findText(text, Qt.MatchFlag.MatchStartsWith)
    assert wanted >= 0, [box.itemText(at) for at in range(box.count())]
    while box.currentIndex() != wanted:
        QTest.keyClick(box, Key.Key_Down if box.currentIndex() < wanted else Key.Key_Up)


def type_number(box: QLineEdit, text: str, then: Qt.Key = Key.Key_Tab) -> None:
    """Type over a number and move on."""
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, then)


def column(dialog: ImportDialog, name: str) -> int:
    return next(reading.at for reading in dialog.understanding.columns if reading.name == name)


def role(dialog: ImportDialog, name: str) -> QComboBox:
    return dialog.preview.head.chooser(column(dialog, name)).role


def number(dialog: ImportDialog, name: str) -> QLineEdit:
    return dialog.preview.head.chooser(column(dialog, name)).number


def cell(dialog: ImportDialog, row: int, name: str) -> str:
    return str(dialog.preview.model().index(row, column(dialog, name)).data())


def shown_names(dialog: ImportDialog) -> list[str]:
    """The columns from left to right."""
    head = dialog.preview.head
    return [dialog.understanding.columns[head.logicalIndex(at)].name for at in range(head.count())]


def wide_table(count: int = 60) -> str:
    rng = random.Random(4)
    names = [f"fact{letter}" for letter in "abcdefghijklmnopqrstuvwxyzäöüé"]
    lines = [";".join((*names, "G1", "G2", "G3"))]
    lines += [";".join(str(rng.randint(1, 3 if at < 30 else 20)) for at in range(33)) for _ in range(count)]
    return "\n".join(lines)


# What it says


def test_it_says_what_it_understood(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert dialog.sentence.text() == "4 students, 2 grade columns, 2 passed, 2 failed, 1 left out"
    assert [dialog.problems.item(row).text() for row in range(dialog.problems.count())] == [
        "Line 3, column Oral: “abs” is not a number"
    ]
    assert "1 place needs a look" in dialog.problems_heading.text()
    assert [role(dialog, name).currentText() for name in ("Name", "Written", "Oral", "Remarks", "Final exam")] == [
        "Name",
        "Grade",
        "Grade",
        "Leave out",
        "Outcome",
    ]
    assert [number(dialog, name).text() for name in ("Written", "Oral", "Final exam")] == ["20", "20", "10"]
    assert [cell(dialog, row, "Final exam") for row in range(4)] == [
        "15  ✓ Pass",
        "9  ✗ Fail",
        "10  ✓ Pass",
        "4  ✗ Fail",
    ]
    options = dialog.options
    said = [box.currentText() for box in (options.separator, options.encoding, options.decimal, options.header)]
    assert said == ["Semicolon ;", "UTF-8 (usual today)", "Point 7.5", "Line 1: Name · Written · Oral · Rem…"]
    assert not options.sheet.isVisible()


def test_nothing_to_complain_about_is_not_mentioned(open_dialog: Open) -> None:
    dialog = open_dialog("Name,Test,Passed\nAnn,55,yes\nBob,44,no\n")
    assert not dialog.problems.isVisible()
    assert not dialog.problems_heading.isVisible()
    assert not dialog.consequence.isVisible()


def test_text_from_a_file_is_never_markup(open_dialog: Open) -> None:
    dialog = open_dialog("Name,<b>Test</b>,Passed\n<i>Ann</i>,<img src=x>,yes\nBob,44,no\n")
    chooser = dialog.preview.head.chooser(1)
    assert chooser.name.text() == "<b>Test</b>"
    assert chooser.name.textFormat() == Qt.TextFormat.PlainText
    assert "<" not in chooser.name.toolTip()
    assert "<" not in dialog.preview.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


# Putting it right


def test_roles_are_chosen_above_the_columns(open_dialog: Open) -> None:
    dialog = open_dialog()
    choose(role(dialog, "Oral"), "Leave out")
    assert dialog.sentence.text() == "4 students, 1 grade column, 2 passed, 2 failed, 0 left out"
    choose(role(dialog, "Oral"), "Outcome")
    assert role(dialog, "Final exam").currentText() == "Leave out"
    assert number(dialog, "Oral").text() == "10"
    assert dialog.sentence.text() == "4 students, 1 grade column, 2 passed, 1 failed, 1 left out"
    choose(role(dialog, "Name"), "Leave out")
    edit, _ = dialog.result_edit()
    assert [student.name for student in edit.apply(Gradebook())[0].past] == [f"Student {at}" for at in (1, 2, 3, 4)]


def test_without_a_grade_column_import_waits_and_says_what_to_do(open_dialog: Open) -> None:
    dialog = open_dialog()
    choose(role(dialog, "Oral"), "Leave out")
    choose(role(dialog, "Written"), "Leave out")
    assert not dialog.confirm.isEnabled()
    assert dialog.sentence.text() == "No column holds grades yet. Choose at least one."
    dialog.accept()
    assert dialog.isVisible()
    choose(role(dialog, "Written"), "Grade")
    assert dialog.confirm.isEnabled()
    choose(role(dialog, "Final exam"), "Leave out")
    assert not dialog.confirm.isEnabled()
    assert "No column says who passed" in dialog.sentence.text()


def test_maximum_and_pass_mark_are_typed(open_dialog: Open) -> None:
    dialog = open_dialog()
    type_number(number(dialog, "Written"), "15")
    assert dialog.sentence.text().endswith("2 left out")
    type_number(number(dialog, "Written"), "12,5")
    assert dialog.understanding.grades[0].maximum == 12.5
    type_number(number(dialog, "Final exam"), "4")
    assert "4 passed, 0 failed" in dialog.sentence.text()
    type_number(number(dialog, "Final exam"), "5", then=Key.Key_Return)
    assert "3 passed, 1 failed" in dialog.sentence.text()
    assert dialog.isVisible(), "Enter in a number is no Import"
    type_number(number(dialog, "Written"), "much")
    assert number(dialog, "Written").text() == "12.5"


def test_the_file_is_read_again_with_another_separator_and_encoding(open_dialog: Open) -> None:
    dialog = open_dialog("Name;Test;Passed\nJosé;5,5;yes\nZoë;6,0;no\n".encode("cp1252"))
    assert cell(dialog, 0, "Name") == "José"
    assert dialog.options.decimal.currentText() == "Comma 7,5"
    choose(dialog.options.encoding, "Older Mac")
    assert cell(dialog, 0, "Name") == "JosÈ"
    choose(dialog.options.separator, "Comma")
    assert dialog.preview.head.count() == 2
    assert cell(dialog, 1, "Column 1") == "JosÈ;5"
    assert not dialog.confirm.isEnabled()
    choose(dialog.options.separator, "Semicolon")
    assert dialog.confirm.isEnabled()


def test_what_cannot_be_read_like_that_is_told_and_left_as_it_was(open_dialog: Open) -> None:
    dialog = open_dialog("Name;Test;Passed\nJosé;5,5;yes\nZoë;6,0;no\n".encode("cp1252"))
    box = dialog.options.encoding
    box.setFocus()
    QTest.keyClick(box, Key.Key_Home)
    assert "It cannot be read like that: Line 2 " in dialog.notice.text
    assert dialog.notice.isVisible()
    assert box.currentText() == "Windows, Western Europe"
    assert cell(dialog, 0, "Name") == "José"
    choose(dialog.options.encoding, "DOS")
    assert not dialog.notice.isVisible()


def test_the_row_of_the_headings_is_chosen(open_dialog: Open) -> None:
    dialog = open_dialog("8b\nAnn,50,60,pass\nBob,40,30,fail\n")
    assert shown_names(dialog) == ["Column 1", "Column 2", "Column 3", "Column 4"]
    choose(dialog.options.header, "Line 2")
    assert shown_names(dialog) == ["Ann", "50", "60", "pass"]
    choose(dialog.options.header, "None")
    assert dialog.sentence.text() == "2 students, 2 grade columns, 1 passed, 1 failed, 0 left out"


def test_the_decimal_sign_says_what_a_thousand_is(open_dialog: Open) -> None:
    dialog = open_dialog("Name;Points (/2000);Essay;Passed\nAnn;1,250;7.5;yes\nBob;980;8.5;no\n")
    assert cell(dialog, 0, "Points") == "1,250"
    choose(dialog.options.decimal, "Comma")
    book, _ = dialog.result_edit()[0].apply(Gradebook())
    assert book.past[0].grades[0] == "1,250"
    choose(dialog.options.decimal, "Point")
    book, _ = dialog.result_edit()[0].apply(Gradebook())
    assert book.past[0].grades[0] == "1250"


def test_another_sheet_of_a_workbook(open_dialog: Open, tmp_path: Path) -> None:
    dialog = open_dialog(two_sheets(tmp_path / "made.ods"), name="class.ods")
    assert not dialog.options.separator.isVisible()
    assert dialog.options.sheet.currentText() == "8b"
    assert cell(dialog, 0, "Name") == "Ann"
    choose(dialog.options.sheet, "8c")
    assert cell(dialog, 0, "Name") == "Cem"


def two_sheets(path: Path) -> bytes:
    """An OpenDocument workbook, the simplest kind there is."""
    names = "urn:oasis:names:tc:opendocument:xmlns"

    def sheet(title: str, student: str) -> str:
        rows = (("Name", "Test", "Passed"), (student, "55", "yes"))
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        cells = ["".join(cell.format(text) for text in row) for row in rows]
        lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        return f'<table:table table:name="{title}">{lines}</table:table>'

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
            f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>{sheet("8b", "Ann")}{sheet("8c", "Cem")}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>')
    return path.read_bytes()


# Where it goes


def test_a_new_class_takes_the_place_of_the_present_one(open_dialog: Open) -> None:
    dialog = open_dialog(existing=PRESENT)
    assert dialog.destinations[Destination.NEW_CLASS].isChecked()
    assert "2 past, 1 of this year" in dialog.consequence.text()
    edit, said = dialog.result_edit()
    assert said == "Import 8b.csv"
    assert isinstance(edit, ReplaceBook)
    book, inverse = edit.apply(PRESENT)
    assert [student.name for student in book.past] == ["Ann", "Bob", "Cem", "Dee"]
    assert book.this_year == ()
    assert inverse.apply(book)[0] == PRESENT


def test_past_students_are_added_behind_those_there(open_dialog: Open) -> None:
    dialog = open_dialog(existing=PRESENT)
    dialog.destinations[Destination.PAST].click()
    book, inverse = dialog.result_edit()[0].apply(PRESENT)
    assert [student.name for student in book.past] == ["Old", "Older", "Ann", "Bob", "Cem", "Dee"]
    assert (book.this_year, book.columns, book.title) == (PRESENT.this_year, PRESENT.columns, "8a")
    assert inverse.apply(book)[0] == PRESENT


@pytest.mark.parametrize(
    ("destination", "names"),
    [(Destination.THIS_YEAR, ["Olga", "Pablo"]), (Destination.THIS_YEAR_TOO, ["Now", "Olga", "Pablo"])],
)
def test_this_years_students(open_dialog: Open, destination: Destination, names: list[str]) -> None:
    dialog = open_dialog("Student,oral,Age,written\nOlga,11,16,12\nPablo,19,17,20\n", existing=PRESENT)
    assert dialog.destinations[Destination.THIS_YEAR].isChecked(), "a table without outcomes is this year's"
    dialog.destinations[destination].click()
    book, inverse = dialog.result_edit()[0].apply(PRESENT)
    assert [student.name for student in book.this_year] == names
    assert book.this_year[-1].grades == ("20", "19")
    assert book.past == PRESENT.past
    assert inverse.apply(book)[0] == PRESENT


def test_a_class_that_is_joined_says_which_columns_and_out_of_how_much(open_dialog: Open) -> None:
    book = Gradebook(columns=(Column("factb", 4.0), Column("G1", 50.0)), past=(Student("Old", ("1", "2"), "pass"),))
    dialog = open_dialog(wide_table(), existing=book)
    assert [reading.name for reading in dialog.understanding.grades] == ["G1", "G2"]
    dialog.destinations[Destination.PAST].click()
    assert [reading.name for reading in dialog.understanding.grades] == ["factb", "G1"]
    assert [number(dialog, name).text() for name in ("factb", "G1")] == ["4", "50"]
    assert not number(dialog, "G1").isEnabled()
    assert "Check G1: the class has it out of 50, these grades look like grades out of 20." in dialog.consequence.text()
    dialog.destinations[Destination.NEW_CLASS].click()
    assert number(dialog, "G1").isEnabled()


def test_columns_that_go_elsewhere_are_named(open_dialog: Open) -> None:
    dialog = open_dialog("Name,Test A,Test B,Passed\nAnn,5,16,yes\nBob,4,11,no\n", existing=PRESENT)
    dialog.destinations[Destination.PAST].click()
    assert dialog.consequence.text().startswith("Test A goes to Written, Test B goes to Oral.")


def test_columns_that_do_not_fit_the_class_make_import_wait(open_dialog: Open) -> None:
    dialog = open_dialog("Name,Test A,Passed\nAnn,5,yes\nBob,4,no\n", existing=PRESENT)
    dialog.destinations[Destination.PAST].click()
    assert not dialog.confirm.isEnabled()
    assert "The class has the grade columns Written, Oral" in dialog.sentence.text()


def test_without_a_class_there_are_two_ways(open_dialog: Open) -> None:
    dialog = open_dialog("Student,Written,Oral\nOlga,11,12\nPablo,19,17\n")
    assert list(dialog.destinations) == [Destination.NEW_CLASS, Destination.THIS_YEAR]
    book, _ = dialog.result_edit()[0].apply(Gradebook())
    assert ([student.name for student in book.this_year], book.past) == (["Olga", "Pablo"], ())
    assert [column.name for column in book.columns] == ["Written", "Oral"]


# Using it


def test_import_and_cancel(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    other = open_dialog()
    with qtbot.waitSignal(other.rejected):
        QTest.mouseClick(other.cancel, Qt.MouseButton.LeftButton)


def test_thirty_three_columns_show_first_what_matters(open_dialog: Open) -> None:
    dialog = open_dialog(wide_table())
    assert shown_names(dialog)[:5] == ["G1", "G2", "G3", "facta", "factb"]
    assert len(shown_names(dialog)) == 33
    assert dialog.preview.horizontalScrollBar().maximum() > 0
    viewport = dialog.preview.head.viewport().rect()
    for name in ("G1", "G2", "G3"):
        assert viewport.contains(dialog.preview.head.chooser(column(dialog, name)).geometry())


def test_the_keyboard_goes_from_column_to_column_and_the_columns_follow(open_dialog: Open) -> None:
    dialog = open_dialog(wide_table())
    role(dialog, "G1").setFocus()
    met = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        met.append(focus.accessibleName())
        assert dialog.preview.viewport().width() >= focus.mapTo(dialog.preview, focus.rect().topRight()).x() - 80
        QTest.keyClick(focus, Key.Key_Tab)
    assert met[:7] == [
        "What the column G1 is",
        "G1: out of",
        "What the column G2 is",
        "G2: out of",
        "What the column G3 is",
        "G3: pass from",
        "What the column facta is",
    ]
    assert "What the column factm is" in met
    assert dialog.preview.horizontalScrollBar().value() > 0


def test_choosers_stay_above_their_columns_while_scrolling(open_dialog: Open) -> None:
    dialog = open_dialog(wide_table())
    bar, head = dialog.preview.horizontalScrollBar(), dialog.preview.head
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        for at in range(33):
            assert head.chooser(at).x() == head.sectionViewportPosition(at)


def test_the_wheel_over_a_chooser_does_not_change_it(open_dialog: Open) -> None:
    dialog = open_dialog(wide_table())
    box = role(dialog, "G2")
    before = dialog.understanding
    for angle in (-120, 120):
        at = QPointF(box.rect().center())
        turn, none = QPoint(0, angle), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, box.mapToGlobal(at), QPoint(), turn, Qt.MouseButton.NoButton, NO_MODIFIER, none, False)
        QApplication.sendEvent(box, event)
    assert dialog.understanding == before


def test_hundreds_of_columns_are_opened_without_a_wait(open_dialog: Open) -> None:
    names = ";".join(f"column{at}" for at in range(800))
    line = ";".join("5" for _ in range(800))
    dialog = open_dialog(f"{names};passed\n{line};yes\n{line};no\n")
    assert dialog.confirm.isEnabled()
    assert dialog.preview.head.count() == 801
    assert len(dialog.preview.head.viewport().children()) < 100
    dialog.preview.horizontalScrollBar().setValue(dialog.preview.horizontalScrollBar().maximum())
    last = dialog.preview.head.viewport().childAt(dialog.preview.head.viewport().rect().center())
    assert last is not None, "columns that come into sight get their choosers"


def test_another_look_leaves_what_was_chosen(open_dialog: Open) -> None:
    theme = Theme()
    dialog = open_dialog(theme=theme)
    choose(role(dialog, "Oral"), "Leave out")
    theme.set_scheme("dark")
    theme.set_zoom(1.5)
    assert role(dialog, "Oral").currentText() == "Leave out"
    assert role(dialog, "Written").isVisible()
    assert number(dialog, "Written").text() == "20"


def test_the_preview_shows_the_first_rows(qtmodeltester: ModelTester, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(
        "Spring\nName,Test,Passed\nAnn,5,yes\n" + "".join(f"S{at},{5 if at % 3 else 'abs'},no\n" for at in range(500)),
        encoding="utf-8",
    )
    table = read_table(path)
    theme = Theme()
    model = PreviewModel(theme)
    qtmodeltester.check(model)
    model.show_table(table, guess(table))
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (PREVIEW_ROWS, 3)
    title, faulty = model.index(0, 0), model.index(2, 1)
    assert title.data(Qt.ItemDataRole.ToolTipRole) == "This row is not taken for a student."
    assert title.data(Qt.ItemDataRole.ForegroundRole) == theme.colour("quiet")
    assert faulty.data(Qt.ItemDataRole.BackgroundRole) == theme.colour("warning_soft")
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(3)] == ["1", "3", "4"]


def test_window_and_command_line_learn_from_the_same_numbers(open_dialog: Open) -> None:
    """What the dialog makes of the data set of many courses, judged by arithmetic on the generated marks."""
    text = wide_table(200)
    marks = [[int(mark) for mark in line.split(";")[-3:]] for line in text.splitlines()[1:]]
    dialog = open_dialog(text)
    book, _ = dialog.result_edit()[0].apply(Gradebook())
    learned = usable_students(book, Group.PAST)
    assert learned.X.tolist() == [[a / 20, b / 20] for a, b, _ in marks]
    assert learned.y.tolist() == [float(c >= 10) for _, _, c in marks]
