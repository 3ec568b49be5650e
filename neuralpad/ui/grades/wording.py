"""What the grade table says in words: marks, tooltips, and the line below the table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.gradebook import NAME_CELL, Gradebook, Group
from neuralpad.core.grades import FAIL, PASS, GradeFault, grade_fault, outcome_words, read_number
from neuralpad.core.scaling import LeftOut, OutcomeFault, TrainingSet, to_input
from neuralpad.ui.texts import grade, in_sentence, integer

translate = QCoreApplication.translate

MANY_ALIKE = 5
"""From so many students on it is said that all have the same outcome."""


def words_for_outcomes() -> dict[str, str]:
    """Every word for an outcome: English ones, signs, and those of the interface language."""
    passed = translate("Outcome", "pass, passed, yes", "words for an outcome, separated by commas")
    failed = translate("Outcome", "fail, failed, no", "words for an outcome, separated by commas")
    unknown = translate("Outcome", "not known, unknown", "words for an outcome, separated by commas")
    also = {PASS: [*passed.split(","), pass_word()], FAIL: [*failed.split(","), fail_word()], "": unknown.split(",")}
    return outcome_words(also)


def pass_word() -> str:
    """The outcome as a word alone."""
    return translate("Outcome", "Pass")


def fail_word() -> str:
    """The outcome as a word alone."""
    return translate("Outcome", "Fail")


def outcome_word(outcome: str) -> str:
    """An outcome as it is copied and typed: without its sign."""
    return {PASS: pass_word(), FAIL: fail_word()}.get(outcome, outcome)


def name_heading() -> str:
    """The head of the column of names."""
    return translate("Grades", "Student")


def outcome_heading() -> str:
    """The head of the column of outcomes."""
    return translate("Grades", "Final exam")


def heading(book: Gradebook, cell: int) -> str:
    """The head of any column."""
    if cell == NAME_CELL:
        return name_heading()
    return outcome_heading() if cell == book.outcome_cell else book.columns[cell - 1].name


def who(book: Gradebook, group: Group, row: int) -> str:
    """A student's name, or the row where there is none."""
    return book.students(group)[row].name.strip() or translate("Grades", "Row {number}").format(number=integer(row + 1))


def cell_fault(book: Gradebook, group: Group, row: int, cell: int) -> GradeFault | OutcomeFault | None:
    """What keeps this cell out of the network; nothing in a row in which nothing has been typed."""
    student = book.students(group)[row]
    if cell == NAME_CELL:
        return None
    if cell < book.outcome_cell:
        fault = grade_fault(student.grades[cell - 1], book.columns[cell - 1])
        return None if fault is GradeFault.MISSING and student.is_blank else fault
    if student.outcome in (PASS, FAIL):
        return None
    if student.outcome:
        return OutcomeFault.NOT_AN_OUTCOME
    return None if group is Group.THIS_YEAR or student.is_blank else OutcomeFault.MISSING


def out_of(book: Gradebook, cell: int) -> str:
    """What a grade column is out of, where that is not the usual 100; else nothing."""
    if not NAME_CELL < cell < book.outcome_cell or book.columns[cell - 1].maximum == 100:
        return ""
    return translate("Grades", "out of {maximum}").format(maximum=_maximum(book, cell))


def short_fault(book: Gradebook, group: Group, left_out: LeftOut) -> str:
    """Who is left out and why, in one line."""
    text = book.students(group)[left_out.row].cells[left_out.cell].strip()
    column = heading(book, left_out.cell)
    sentence = {
        GradeFault.MISSING: translate("Grades", "{who} has no grade for {column}"),
        GradeFault.NOT_A_NUMBER: translate("Grades", "{who}: “{text}” is not a number"),
        GradeFault.NEGATIVE: translate("Grades", "{who}: {text} is below 0"),
        GradeFault.TOO_LARGE: translate("Grades", "{who}: {text} is more than {maximum}"),
        OutcomeFault.MISSING: translate("Grades", "{who}: passed or failed?"),
        OutcomeFault.NOT_AN_OUTCOME: translate("Grades", "{who}: “{text}” is neither pass nor fail"),
    }[left_out.fault]
    return sentence.format(
        who=in_sentence(who(book, group, left_out.row)),
        column=in_sentence(column),
        text=in_sentence(text),
        maximum=_maximum(book, left_out.cell),
    )


def fault_advice(book: Gradebook, group: Group, row: int, cell: int, fault: GradeFault | OutcomeFault) -> str:
    """What is wrong in a cell, and what to do about it."""
    sentence = {
        GradeFault.MISSING: translate("Grades", "No grade for {column} yet. {who} is left out until there is one."),
        GradeFault.NOT_A_NUMBER: translate(
            "Grades", "“{text}” is not a number. Type one, such as 87 or 12.5; until then {who} is left out."
        ),
        GradeFault.NEGATIVE: translate(
            "Grades", "{text} is below 0, which the network cannot use. Until it is corrected, {who} is left out."
        ),
        GradeFault.TOO_LARGE: translate(
            "Grades",
            "{text} is more than the {maximum} that {column} is out of. Correct the grade, or change what the column "
            "is out of; until then {who} is left out.",
        ),
        OutcomeFault.MISSING: translate(
            "Grades",
            "Passed or failed? Type p or f, 1 or 0, or press the space bar; until then {who} is left out.",
        ),
        OutcomeFault.NOT_AN_OUTCOME: translate(
            "Grades",
            "“{text}” is neither pass nor fail. Type p or f, 1 or 0; until then {who} is left out.",
        ),
    }[fault]
    if fault is OutcomeFault.NOT_AN_OUTCOME and group is Group.THIS_YEAR:
        sentence = translate("Grades", "“{text}” is neither pass nor fail. While it is not known, leave it empty.")
    return sentence.format(
        who=in_sentence(who(book, group, row)),
        column=in_sentence(heading(book, cell)),
        text=in_sentence(book.students(group)[row].cells[cell].strip()),
        maximum=_maximum(book, cell),
    )


def cell_tip(book: Gradebook, group: Group, row: int, cell: int, is_aside: bool) -> str:
    """What a cell says when the pointer rests on it."""
    fault = cell_fault(book, group, row, cell)
    if fault is not None:
        return fault_advice(book, group, row, cell, fault)
    student = book.students(group)[row]
    if cell == NAME_CELL:
        aside = translate(
            "Grades", "Kept aside: the network does not learn from this student, who shows how it does on strangers."
        )
        return "\n".join(text for text in (student.name, aside if is_aside else "") if text)
    if cell == book.outcome_cell:
        return "" if student.outcome else translate("Grades", "Not known yet")
    text = student.grades[cell - 1]
    value = read_number(text)
    if value is None:
        return ""
    maximum = book.columns[cell - 1].maximum
    return translate("Grades", "{text} of {maximum}: the network sees {value}").format(
        text=text.strip(), maximum=grade(maximum), value=grade(round(to_input(value, maximum), 4))
    )


def heading_tip(book: Gradebook, cell: int) -> str:
    """What a column's head says when the pointer rests on it."""
    sort = translate("Grades", "Click to sort: up, down, and back to your own order.")
    if cell == NAME_CELL:
        return sort
    if cell == book.outcome_cell:
        what = translate("Grades", "Whether the student passed. Type pass or fail, yes or no, 1 or 0, ✓ or ✗.")
        return f"{what}\n{sort}"
    column = book.columns[cell - 1]
    what = translate("Grades", "{name}: out of {maximum}; the network sees grade ÷ {maximum}.").format(
        name=in_sentence(column.name), maximum=grade(column.maximum)
    )
    change = translate("Grades", "Double-click to rename it or to change what it is out of.")
    return f"{what}\n{sort}\n{change}"


def spoken_cell(book: Gradebook, group: Group, row: int, cell: int, is_aside: bool) -> str:
    """A cell as a screen reader says it."""
    student = book.students(group)[row]
    text = student.cells[cell].strip()
    if cell == book.outcome_cell:
        text = outcome_word(text) or translate("Grades", "not known")
    elif cell != NAME_CELL:
        text = text or translate("Grades", "no grade")
    parts = [who(book, group, row)] if cell == NAME_CELL else [f"{heading(book, cell)}: {text}"]
    if cell == NAME_CELL and is_aside:
        parts.append(translate("Grades", "kept aside"))
    fault = cell_fault(book, group, row, cell)
    if fault is not None:
        parts.append(fault_advice(book, group, row, cell, fault))
    return ", ".join(parts)


def status(book: Gradebook, group: Group, usable: TrainingSet, aside: int) -> str:
    """How many students the network can use, and who is left out and why."""
    students = len(usable.rows) - aside
    if group is Group.PAST:
        parts = [translate("Grades", "{count} used").format(count=integer(students))]
    else:
        parts = [translate("Grades", "{count} ready").format(count=integer(students))]
    if aside:
        parts.append(translate("Grades", "{count} kept aside").format(count=integer(aside)))
    if usable.left_out:
        reason = short_fault(book, group, usable.left_out[0])
        out = translate("Grades", "{count} left out: {reason}")
        parts.append(out.format(count=integer(len(usable.left_out)), reason=reason))
    passed = int(usable.y.sum())
    # Not while the first few are being typed.
    if group is Group.PAST and len(usable.y) >= MANY_ALIKE and passed in (0, len(usable.y)):
        parts.append(
            translate("Grades", "all passed: without some who failed, the network learns to say pass to everybody")
            if passed
            else translate("Grades", "all failed: without some who passed, the network learns to say fail to everybody")
        )
    return " · ".join(parts)


def _maximum(book: Gradebook, cell: int) -> str:
    return grade(book.columns[cell - 1].maximum) if NAME_CELL < cell < book.outcome_cell else ""
