"""The application's style sheet, made from the theme's colours and lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Template

_SHEET = Template("""
QMainWindow, QDialog { background: $ground; }
QToolTip { background: $card; color: $ink; border: 1px solid $line; padding: ${p4}px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${t15}px; font-weight: 600; }
QLabel[role="big"] { font-size: ${t18}px; font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="warning"] { color: $warning; }
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: ${r10}px; }
QFrame[role="toolbar"] { background: $card; border: none; border-bottom: 1px solid $line; }
QFrame[role="notice"] { background: $warning_soft; border: 1px solid $warning; border-radius: ${r8}px; }
QFrame[role="info"] { background: $accent_soft; border: 1px solid $accent; border-radius: ${r8}px; }
QFrame[role="segments"] { background: $track; border: 1px solid $line; border-radius: ${r8}px; }
QPushButton, QToolButton { background: $card; color: $ink; border: 1px solid $line; border-radius: ${r8}px;
    padding: ${p5}px ${p12}px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $quiet; background: $ground; }
QPushButton[role="primary"], QToolButton[role="primary"], QPushButton:default
    { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover { border: 1px solid $ink; }
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus
    { border: 2px solid $ink; padding: ${p4}px ${p11}px; }
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled
    { background: $track; color: $quiet; border: 1px solid $line; }
QPushButton[role="link"], QToolButton[role="link"]
    { background: transparent; color: $accent; border: 1px solid transparent; padding: ${p2}px ${p4}px;
      font-weight: 600; }
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { border: 1px solid $accent; }
QPushButton[role="link"]:disabled, QToolButton[role="link"]:disabled { color: $quiet; }
QPushButton[role="plain"], QToolButton[role="plain"]
    { background: transparent; border: 1px solid transparent; padding: ${p4}px; }
QPushButton[role="plain"]:hover, QToolButton[role="plain"]:hover { background: $hover; }
QToolButton[role="plain"]:checked { background: $accent_soft; border: 1px solid $accent; }
QPushButton[role="plain"]:focus, QToolButton[role="plain"]:focus { border: 1px solid $accent; }
QPushButton[role="segment"], QToolButton[role="segment"]
    { background: transparent; color: $quiet; border: 1px solid transparent; border-radius: ${r6}px;
      padding: ${p3}px ${p8}px; margin: 1px; }
QPushButton[role="segment"]:checked, QToolButton[role="segment"]:checked
    { background: $card; color: $ink; border: 1px solid $line; font-weight: 600; }
QPushButton[role="segment"]:focus, QToolButton[role="segment"]:focus { border: 1px solid $accent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit
    { background: $card; color: $ink; border: 1px solid $line; border-radius: ${r6}px; padding: ${p3}px ${p6}px;
      selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled
    { color: $quiet; background: $ground; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button
    { width: 0; border: none; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { border: none; padding: 0 ${p6}px; background: transparent; }
QComboBox::drop-down { border: none; width: ${p20}px; }
QComboBox::down-arrow { width: 0; height: 0; border-left: ${p4}px solid $card; border-right: ${p4}px solid $card;
    border-top: ${p5}px solid $quiet; }
QComboBox QAbstractItemView { background: $card; color: $ink; border: 1px solid $line; outline: none;
    selection-background-color: $accent_soft; selection-color: $ink; }
QRadioButton::indicator { width: ${p8}px; height: ${p8}px; border: 1px solid $quiet; border-radius: ${p7}px;
    background: $card; margin: 2px; padding: 2px; }
QRadioButton::indicator:checked { border: 1px solid $accent; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
    fx: 0.5, fy: 0.5, stop: 0 $accent, stop: 0.55 $accent, stop: 0.65 $card, stop: 1 $card); }
QRadioButton:focus, QCheckBox:focus { color: $accent; }
QMenuBar { background: $card; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { padding: ${p4}px ${p10}px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; border-radius: ${r6}px; }
QMenu { background: $card; color: $ink; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p5}px ${p24}px; border-radius: ${r6}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QMenu::icon { padding-left: ${p8}px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent_soft; }
QTableView, QListView, QTreeView { background: $card; alternate-background-color: $ground; color: $ink; border: none;
    gridline-color: $line; selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { background: $card; color: $quiet; border: none; border-bottom: 1px solid $line;
    padding: ${p4}px ${p6}px; font-weight: 600; }
QTableCornerButton::section { background: $card; border: none; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: ${r4}px; min-height: ${p24}px; min-width: ${p24}px;
    margin: 1px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
    { background: none; border: none; width: 0; height: 0; }
QSlider::groove:horizontal { height: ${p4}px; background: $line; border-radius: ${r2}px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${r2}px; }
QSlider::handle:horizontal { background: $card; border: 2px solid $accent; width: ${p12}px; height: ${p12}px;
    margin: -${p6}px 0; border-radius: ${r7}px; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border: 2px solid $line; }
QSlider::sub-page:horizontal:disabled { background: $line; }
QProgressBar { background: $track; border: none; border-radius: ${r4}px; text-align: center; color: $ink; }
QProgressBar::chunk { background: $accent; border-radius: ${r4}px; }
QStatusBar { background: $ground; color: $quiet; }
QScrollArea { background: transparent; border: none; }
""")


def style_sheet(colours: Mapping[str, str], px: Callable[[float], int]) -> str:
    """The sheet for these colours; `px` zooms a length: pN is a padding, rN a radius, tN a type size."""
    lengths = {f"{kind}{n}": px(n) for kind in "prt" for n in range(1, 25)}
    return _SHEET.substitute(colours, **lengths)
