"""The one style sheet, built for a scale.

Widgets say what they are through two dynamic properties: ``role`` (labels and frames) and
``kind`` (buttons). Nothing sets a style sheet of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from happyhome.gui.kit import theme as t
from happyhome.resources import resource


def build(scale: float) -> str:
    """The style sheet at ``scale`` (1.0 = 100 %)."""

    def p(design: float) -> str:
        return f"{round(design * scale)}px"

    return "\n".join((_labels(p), _frames(p), _buttons(p), _rail(p), _fields(p), _lists(p), _bars(p)))


def _labels(p: Callable[[float], str]) -> str:
    return f"""
    QLabel {{ color: {t.INK}; background: transparent; }}
    QLabel[role="home"] {{ color: {t.GREEN}; font-size: {p(19)}; font-weight: bold; }}
    QLabel[role="title"] {{ font-size: {p(21)}; font-weight: bold; }}
    QLabel[role="heading"] {{ font-size: {p(17.5)}; font-weight: bold; }}
    QLabel[role="name"] {{ font-size: {p(30)}; font-weight: bold; }}
    QLabel[role="figure"] {{ font-size: {p(31)}; font-weight: bold; }}
    QLabel[role="done"] {{ color: {t.GREEN}; font-size: {p(34)}; font-weight: bold; }}
    QLabel[role="trouble"] {{ color: {t.DANGER}; font-size: {p(21)}; font-weight: bold; }}
    QLabel[role="strong"] {{ font-weight: bold; }}
    QLabel[role="entry"] {{ font-size: {p(15.5)}; }}
    QLabel[role="muted"] {{ color: {t.MUTED}; }}
    QLabel[role="small"] {{ color: {t.MUTED}; font-size: {p(14)}; }}
    QLabel[role="status"] {{ color: {t.INK}; font-size: {p(14)}; }}
    QLabel[role="hint"] {{ color: {t.MUTED}; font-size: {p(14)}; }}
    QLabel[role="warned"] {{ color: {t.DANGER}; font-weight: bold; }}
    QLabel[role="refusal"] {{ color: {t.DANGER}; font-size: {p(14)}; }}
    QLabel[role="toast"] {{ color: {t.ON_DARK}; }}
    QLabel[role="empty"] {{ color: {t.MUTED}; font-size: {p(18)}; }}
    """


def _frames(p: Callable[[float], str]) -> str:
    return f"""
    QMainWindow, QWidget[role="ground"], QDialog {{ background: {t.GROUND}; }}
    QWidget[role="bare"] {{ background: transparent; }}
    QFrame[role="card"] {{ background: {t.CARD}; border: 1px solid {t.LINE}; border-radius: {p(12)}; }}
    QFrame[role="line"] {{ background: {t.LINE}; border: none; }}
    QFrame[role="topbar"] {{ background: {t.CARD}; border: none; border-bottom: 1px solid {t.LINE}; }}
    QFrame[role="statusline"] {{ background: {t.CARD}; border: none; border-top: 1px solid {t.LINE}; }}
    QFrame[role="jobline"] {{ background: {t.BLUE_PALE}; border: none; border-top: 1px solid {t.LINE}; }}
    QFrame[role="toast"] {{ background: {t.DARK}; border: none; border-radius: {p(8)}; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollArea > QWidget > QWidget[role="bare"] {{ background: transparent; }}
    QToolTip {{ background: {t.DARK}; color: {t.ON_DARK}; border: none; padding: {p(6)}; }}
    QProgressBar {{ background: {t.CARD}; border: none; border-radius: {p(3)}; max-height: {p(6)};
        min-height: {p(6)}; }}
    QProgressBar::chunk {{ background: {t.GREEN}; border-radius: {p(3)}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QSplitter::handle {{ background: transparent; }}
    """


def _buttons(p: Callable[[float], str]) -> str:
    return f"""
    QPushButton {{ background: {t.CARD}; color: {t.INK}; border: 1px solid {t.FIELD_LINE};
        border-radius: {p(8)}; padding: {p(6)} {p(16)}; min-height: {p(24)}; outline: none; }}
    QPushButton:hover {{ background: {t.RAIL}; border-color: {t.FAINT}; }}
    QPushButton:pressed {{ background: {t.STONE}; }}
    QPushButton:focus {{ border: 2px solid {t.PERSIMMON}; padding: {p(5)} {p(15)}; }}
    QPushButton:disabled {{ color: #a5a89f; border-color: {t.LINE}; background: {t.RAIL}; }}
    QPushButton[kind="primary"] {{ background: {t.GREEN}; color: {t.ON_DARK}; border-color: {t.GREEN};
        font-weight: bold; }}
    QPushButton[kind="primary"]:hover {{ background: {t.GREEN_HOVER}; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {t.PERSIMMON}; }}
    QPushButton[kind="primary"]:disabled {{ background: {t.GREEN_SOFT}; border-color: {t.GREEN_SOFT}; }}
    QPushButton[kind="danger"] {{ color: {t.DANGER}; border-color: {t.DANGER_LINE}; }}
    QPushButton[kind="danger"]:hover {{ background: {t.DANGER_PALE}; }}
    QPushButton[kind="link"] {{ background: transparent; border: none; color: {t.GREEN}; font-weight: bold;
        padding: {p(1)} 0; min-height: {p(20)}; font-size: {p(15.5)}; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="link"]:focus {{ border: none; text-decoration: underline; }}
    QPushButton[kind="link"]:disabled {{ color: {t.FAINT}; }}
    QPushButton[kind="toastlink"] {{ background: transparent; border: none; color: {t.DARK_LINK};
        text-decoration: underline; padding: 0 {p(2)}; min-height: {p(20)}; }}
    QPushButton[kind="statuslink"] {{ background: transparent; border: none; color: {t.INK}; font-size: {p(14)};
        padding: 0; min-height: {p(18)}; text-decoration: underline; }}
    QPushButton[kind="statuslink"]:focus {{ border: none; color: {t.GREEN}; font-weight: bold; }}
    QPushButton[kind="flat"] {{ background: transparent; border: 1px solid transparent; padding: {p(1)} {p(4)};
        min-height: {p(20)}; }}
    QPushButton[kind="flat"]:hover {{ background: {t.STONE}; }}
    QPushButton[kind="flat"]:focus {{ border: 2px solid {t.PERSIMMON}; padding: 0 {p(3)}; }}
    QPushButton[kind="square"] {{ padding: {p(4)} {p(8)}; min-width: {p(20)}; }}
    QPushButton[kind="chip"] {{ border-radius: {p(13)}; padding: {p(2)} {p(13)}; min-height: {p(22)};
        font-size: {p(15)}; }}
    QPushButton[kind="chip"]:checked {{ background: {t.DARK}; color: {t.ON_DARK}; border-color: {t.DARK}; }}
    QPushButton[kind="chip"]:focus {{ border: 2px solid {t.PERSIMMON}; padding: {p(1)} {p(12)}; }}
    """


def _rail(p: Callable[[float], str]) -> str:
    return f"""
    QFrame[role="rail"] {{ background: {t.RAIL}; border: none; border-right: 1px solid {t.LINE}; }}
    """


def _fields(p: Callable[[float], str]) -> str:
    down = resource("icons", "chevron-down.svg").as_posix()
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ background: {t.CARD}; color: {t.INK};
        border: 1px solid {t.FIELD_LINE}; border-radius: {p(8)}; padding: {p(5)} {p(11)};
        selection-background-color: {t.GREEN}; selection-color: {t.ON_DARK}; }}
    QLineEdit, QComboBox, QSpinBox {{ min-height: {p(24)}; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; border-radius: 0; padding: 0; min-height: 0;
        background: transparent; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
        border: 2px solid {t.GREEN}; padding: {p(4)} {p(10)}; }}
    QLineEdit[refused="true"], QPlainTextEdit[refused="true"], QComboBox[refused="true"] {{
        border-color: {t.DANGER}; background: #fff8f5; }}
    QLineEdit:read-only {{ background: {t.RAIL}; color: {t.MUTED}; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {t.RAIL}; color: {t.FAINT}; }}
    QLineEdit[role="search"] {{ background: {t.RAIL}; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: none; width: {p(28)}; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: {p(16)}; height: {p(16)}; }}
    QComboBox QAbstractItemView {{ background: {t.CARD}; border: 1px solid {t.LINE}; outline: none;
        selection-background-color: {t.GREEN_PALE}; selection-color: {t.INK}; }}
    QComboBox QAbstractItemView::item {{ min-height: {p(34)}; padding: 0 {p(8)}; }}
    QComboBox QAbstractItemView::item:selected {{ background: {t.GREEN_PALE}; color: {t.INK}; }}
    QCheckBox, QRadioButton {{ spacing: {p(8)}; background: transparent; outline: none; }}
    QCheckBox::indicator {{ width: {p(18)}; height: {p(18)}; border: 1px solid {t.FIELD_LINE};
        border-radius: {p(4)}; background: {t.CARD}; }}
    QCheckBox::indicator:checked {{ background: {t.GREEN}; border-color: {t.GREEN};
        image: url("{resource("icons", "check-on.svg").as_posix()}"); }}
    QCheckBox::indicator:disabled {{ background: {t.STONE}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {t.GREEN}; }}
    """


def _lists(p: Callable[[float], str]) -> str:
    return f"""
    QTableView, QListView, QTreeView {{ background: {t.CARD}; border: none; outline: none;
        gridline-color: {t.GRID_LINE}; selection-background-color: {t.GREEN_PALE};
        selection-color: {t.INK}; alternate-background-color: {t.RAIL}; }}
    QTableView::item {{ padding: 0 {p(10)}; border-bottom: 1px solid {t.GRID_LINE}; }}
    QTableView::item:selected {{ background: {t.GREEN_PALE}; color: {t.INK}; }}
    QListView::item:selected {{ background: {t.GREEN_PALE}; color: {t.INK}; border-radius: {p(8)}; }}
    QListView[role="results"] {{ border: 1px solid {t.FIELD_LINE}; border-radius: {p(8)}; }}
    QHeaderView {{ background: {t.RAIL}; }}
    QHeaderView::section {{ background: {t.RAIL}; color: {t.MUTED}; border: none;
        border-bottom: 1px solid {t.LINE}; padding: {p(6)} {p(13)}; font-size: {p(14)}; }}
    QMenu {{ background: {t.CARD}; border: 1px solid {t.LINE}; padding: {p(4)}; }}
    QMenu::item {{ padding: {p(6)} {p(20)}; }}
    QMenu::item:selected {{ background: {t.GREEN_PALE}; color: {t.INK}; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{ padding: {p(6)} {p(16)}; color: {t.MUTED}; background: transparent; }}
    QTabBar::tab:selected {{ color: {t.GREEN}; font-weight: bold; border-bottom: 2px solid {t.GREEN}; }}
    """


def _bars(p: Callable[[float], str]) -> str:
    return f"""
    QScrollBar:vertical {{ background: transparent; width: {p(12)}; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {p(12)}; margin: 0; }}
    QScrollBar::handle {{ background: #cfcabd; border-radius: {p(4)}; margin: {p(2)}; }}
    QScrollBar::handle:hover {{ background: #b5af9f; }}
    QScrollBar::handle:vertical {{ min-height: {p(36)}; }}
    QScrollBar::handle:horizontal {{ min-width: {p(36)}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
