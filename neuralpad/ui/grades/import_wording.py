"""What the import dialog says in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.storage.table_import import ImportReport, matching_columns
from neuralpad.storage.understanding import Role, Understanding
from neuralpad.ui.grades.import_plan import Destination, Plan
from neuralpad.ui.texts import grade, integer, problem_text

translate = QCoreApplication.translate


def role_name(role: Role) -> str:
    """A role as it is chosen above a column."""
    return {
        Role.NAME: translate("Import", "Name"),
        Role.GRADE: translate("Import", "Grade"),
        Role.OUTCOME: translate("Import", "Outcome"),
        Role.IGNORED: translate("Import", "Leave out"),
    }[role]


def role_tip() -> str:
    """What the roles mean."""
    return translate(
        "Import",
        "What this column is. Name: who it is. Grade: what the network learns from. Outcome: whether the student "
        "passed. Leave out: not needed.",
    )


def separator_name(separator: str) -> str:
    """A separator as it is chosen."""
    return {
        ",": translate("Import", "Comma ,"),
        ";": translate("Import", "Semicolon ;"),
        "\t": translate("Import", "Tab"),
        "|": translate("Import", "Bar |"),
        " ": translate("Import", "Blank"),
    }.get(separator, separator)


def encoding_name(encoding: str) -> str:
    """An encoding by what uses it."""
    return {
        "utf-8": translate("Import", "UTF-8 (usual today)"),
        "utf-8-sig": translate("Import", "UTF-8 (usual today)"),
        "utf-16": translate("Import", "UTF-16 (Unicode text)"),
        "utf-16-le": translate("Import", "UTF-16 (Unicode text)"),
        "utf-16-be": translate("Import", "UTF-16 (Unicode text)"),
        "cp1252": translate("Import", "Windows, Western Europe"),
        "mac_roman": translate("Import", "Older Mac"),
        "cp850": translate("Import", "DOS, Western Europe"),
        "cp1250": translate("Import", "Windows, Central Europe"),
        "cp1251": translate("Import", "Windows, Cyrillic"),
        "cp1253": translate("Import", "Windows, Greek"),
        "cp1254": translate("Import", "Windows, Turkish"),
        "shift_jis": translate("Import", "Japanese (Shift-JIS)"),
        "gb18030": translate("Import", "Chinese (GB 18030)"),
    }.get(encoding, encoding.upper())


def destination_name(destination: Destination, existing: Gradebook | None) -> str:
    """A destination as it is chosen, with how many are there already."""
    if existing is None:
        if destination is Destination.NEW_CLASS:
            return translate("Import", "Past students, who have taken the exam")
        return translate("Import", "This year’s students, who will")
    present = integer(len(existing.this_year))
    return {
        Destination.NEW_CLASS: translate("Import", "A new class in place of the present one"),
        Destination.PAST: translate("Import", "Add to the past students ({count})").format(
            count=integer(len(existing.past))
        ),
        Destination.THIS_YEAR: translate("Import", "This year’s students, in place of the {count} there").format(
            count=present
        )
        if existing.this_year
        else translate("Import", "This year’s students"),
        Destination.THIS_YEAR_TOO: translate("Import", "Add to this year’s students ({count})").format(count=present),
    }[destination]


def summary(understanding: Understanding, report: ImportReport) -> str:
    """What the import will bring, in one sentence."""
    parts = [
        _counted(report.students, translate("Import", "1 student"), translate("Import", "{count} students")),
        _counted(
            len(understanding.grades),
            translate("Import", "1 grade column"),
            translate("Import", "{count} grade columns"),
        ),
    ]
    if understanding.group is Group.PAST or report.passed or report.failed:
        parts.append(translate("Import", "{count} passed").format(count=integer(report.passed)))
        parts.append(translate("Import", "{count} failed").format(count=integer(report.failed)))
    parts.append(translate("Import", "{count} left out").format(count=integer(report.left_out)))
    return ", ".join(parts)


def consequence(plan: Plan, destination: Destination, existing: Gradebook | None, own: Understanding) -> str:
    """What happens to the students who are there already, and how a class that is joined takes the columns.

    `own` is the reading of the table for itself, with the best marks that its own grades look like.
    """
    if existing is None:
        return ""
    if destination is Destination.NEW_CLASS:
        return translate(
            "Import",
            "They take the place of all students there now ({past} past, {this_year} of this year). "
            "Undo brings those back.",
        ).format(past=integer(len(existing.past)), this_year=integer(len(existing.this_year)))
    parts = []
    if destination is Destination.THIS_YEAR and existing.this_year:
        parts.append(
            translate("Import", "They take the place of this year’s {count} students. Undo brings those back.").format(
                count=integer(len(existing.this_year))
            )
        )
    pairs = list(zip(existing.columns, matching_columns(existing, plan.understanding), strict=True))
    renamed = [
        translate("Import", "{column} goes to {other}").format(column=own.columns[at].name, other=column.name)
        for column, at in pairs
        if own.columns[at].name.casefold() != column.name.casefold()
    ]
    if renamed:
        parts.append(", ".join(renamed) + ".")
    for column, at in pairs:
        if own.columns[at].maximum != column.maximum:
            parts.append(
                translate(
                    "Import",
                    "Check {column}: the class has it out of {maximum}, these grades look like grades out of {other}.",
                ).format(column=column.name, maximum=grade(column.maximum), other=grade(own.columns[at].maximum))
            )
            break
    return " ".join(parts)


def problems_heading(report: ImportReport) -> str:
    """What the list of places means."""
    if report.problem_count:
        return _counted(
            report.problem_count,
            translate(
                "Import", "1 place needs a look. It is kept as typed; the student is left out until that is mended."
            ),
            translate(
                "Import",
                "{count} places need a look. They are kept as typed; the students are left out until that is mended.",
            ),
        )
    return translate("Import", "Rows that are no students")


def problem_lines(report: ImportReport) -> list[str]:
    """Every place that cannot be read, and rows that are not taken for students; the end of a long list is counted."""
    lines = [problem_text(problem) for problem in report.problems]
    more = report.problem_count - len(report.problems)
    if more:
        lines.append(translate("Import", "… and {count} more").format(count=integer(more)))
    return lines + [problem_text(problem) for problem in report.skipped]


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=integer(count))
