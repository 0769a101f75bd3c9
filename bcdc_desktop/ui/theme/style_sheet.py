"""The one style sheet, written from the colour roles.

Widgets choose among looks by dynamic properties: ``kind`` of a button (primary, quiet, danger, link), ``role`` of a
label (title, heading, muted, error, ...), ``state`` of a field (error, warning, proposed).
"""

from __future__ import annotations

from bcdc_desktop.ui.theme import measures as m
from bcdc_desktop.ui.theme.palette import Roles

_INNER = m.CONTROL_HEIGHT - 2  # without the border


def style_sheet(r: Roles, images: str = "") -> str:
    """Return the text of Qt's style sheet for these roles; ``images`` is the folder of the marks of check boxes."""
    return "\n".join((_labels(r), _buttons(r), _boxes(r, images), _fields(r), _views(r), _frames(r)))


def _labels(r: Roles) -> str:
    return f"""
QLabel[role="title"] {{ font-size: {m.TITLE}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {m.HEADING}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="field"] {{ font-size: {m.SECONDARY}px; font-weight: 600; }}
QLabel[role="subfield"] {{ font-size: {m.SECONDARY}px; color: {r.secondary}; }}
QLabel[role="secondary"] {{ color: {r.secondary}; }}
QLabel[role="muted"] {{ color: {r.muted}; font-size: {m.SECONDARY}px; }}
QLabel[role="error"] {{ color: {r.danger}; font-size: {m.SECONDARY}px; }}
QLabel[role="warning"] {{ color: {r.warning}; font-size: {m.SECONDARY}px; }}
QLabel[role="changed"] {{ color: {r.link}; font-size: {m.SECONDARY}px; }}
QLabel[role="success"] {{ color: {r.success}; font-size: {m.SECONDARY}px; }}
QLabel[role="placeholder"] {{ color: {r.placeholder}; }}
QToolTip {{ color: {r.surface}; background: {r.text}; border: 0; padding: 4px 6px; font-size: {m.SECONDARY}px; }}
/* What Qt makes by itself shows its text as it is, whatever the text looks like. Here, because a style in Python costs
   half of the time of a key press in a long list. A label is polished before its first text is laid out. */
QToolTip, .QLabel {{ qproperty-textFormat: PlainText; }}
"""


def _buttons(r: Roles) -> str:
    return f"""
QPushButton {{
    background: {r.surface}; color: {r.text}; border: 1px solid {r.border}; border-radius: {m.RADIUS_CONTROL}px;
    padding: 0 14px; min-height: {_INNER}px; font-weight: 500;
}}
QPushButton:hover {{ background: {r.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {r.pressed}; }}
QPushButton:disabled {{ color: {r.disabled}; background: {r.surface}; }}
QPushButton:focus {{ border: 2px solid {r.focus}; padding: 0 13px; min-height: {_INNER - 2}px; }}
QPushButton[kind="primary"] {{ background: {r.primary}; color: {r.on_primary}; border-color: {r.primary}; }}
QPushButton[kind="primary"]:hover {{ background: {r.primary_hover}; border-color: {r.primary_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {r.primary_pressed}; }}
QPushButton[kind="primary"]:focus {{ border-color: {r.focus}; }}
QPushButton[kind="primary"]:disabled {{
    background: {r.neutral_ground}; color: {r.disabled}; border-color: {r.neutral_ground};
}}
QPushButton[kind="danger"] {{ color: {r.danger}; border-color: {r.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {r.danger_ground}; }}
QPushButton[kind="danger"]:focus {{ border-color: {r.focus}; }}
QPushButton[kind="danger"]:disabled {{ color: {r.disabled}; border-color: {r.border}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 0 8px; }}
QPushButton[kind="quiet"]:hover {{ background: {r.hover}; }}
QPushButton[kind="quiet"]:focus {{ border-color: {r.focus}; padding: 0 7px; }}
QPushButton[kind="link"] {{
    background: transparent; border-color: transparent; color: {r.link}; padding: 0 4px; min-height: 22px;
    font-size: {m.SECONDARY}px; font-weight: 500;
}}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{
    background: transparent; color: {r.text}; padding: 6px 12px; margin-right: 4px; min-height: 20px;
    border: 1px solid transparent; border-radius: {m.RADIUS_CONTROL}px;
}}
QTabBar::tab:selected {{ background: {r.pressed}; }}
QTabBar::tab:hover:!selected {{ background: {r.hover}; }}
QTabBar::tab:disabled {{ color: {r.disabled}; }}
QTabBar:focus::tab:selected {{ border-color: {r.focus}; }}
QPushButton[kind="section"] {{
    background: transparent; border-color: transparent; padding: 0 4px 0 0; min-height: 22px; text-align: left;
    font-weight: 600;
}}
QPushButton[kind="section"]:focus {{ border: 1px solid {r.focus}; padding: 0 4px 0 0; min-height: 22px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {r.focus}; min-height: 22px; padding: 0 4px; }}
QPushButton[kind="crumb"] {{
    background: transparent; border: 1px solid transparent; color: {r.link}; padding: 0; min-height: 22px;
    font-size: {m.SECONDARY}px; font-weight: 400;
}}
QPushButton[kind="crumb"]:hover {{ text-decoration: underline; }}
QPushButton[kind="crumb"]:focus {{ border: 1px solid {r.focus}; padding: 0; min-height: 22px; }}
QPushButton[kind="chip"] {{
    background: {r.information_ground}; color: {r.information}; border: 1px solid {r.border}; border-radius: 12px;
    padding: 0 9px; min-height: 22px; font-size: {m.SECONDARY}px;
}}
QPushButton[kind="chip"]:hover {{ background: {r.selection}; }}
QPushButton[kind="chip"]:focus {{ border: 1px solid {r.focus}; padding: 0 9px; min-height: 22px; }}
QToolButton {{
    background: transparent; color: {r.text}; border: 1px solid transparent; border-radius: {m.RADIUS_CONTROL}px;
    padding: 3px;
}}
QToolButton:hover {{ background: {r.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {r.pressed}; }}
QToolButton:focus {{ border-color: {r.focus}; }}
QToolButton:disabled {{ color: {r.disabled}; }}
QToolButton[kind="fold"] {{ font-weight: 600; font-size: {m.SECONDARY}px; padding: 4px 6px 4px 0; }}
QToolButton[kind="choice"] {{
    border: 1px solid {r.border_strong}; border-radius: 14px; min-height: 26px; padding: 0 10px; color: {r.secondary};
}}
QToolButton[kind="choice"]:hover {{ background: {r.hover}; }}
QToolButton[kind="choice"]:checked {{
    background: {r.information_ground}; color: {r.information}; border-color: {r.information};
}}
QToolButton[kind="choice"]:focus {{ border-color: {r.focus}; }}
QToolButton[kind="small"] {{ color: {r.link}; font-size: {m.SECONDARY}px; padding: 0 4px; min-height: 22px; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def _boxes(r: Roles, images: str) -> str:
    check = f'image: url("{images}/check-bold.png");' if images else ""
    minus = f'image: url("{images}/minus-thick.png");' if images else ""
    owners = ("QCheckBox", "QListView", "QTreeView", "QTableView", "QGroupBox")

    def each(suffix: str) -> str:
        return ", ".join(f"{owner}::indicator{suffix}" for owner in owners)

    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; }}
{each("")} {{
    width: 14px; height: 14px; border: 1px solid {r.border_strong}; border-radius: 3px; background: {r.surface};
}}
{each(":checked")} {{ background: {r.primary}; border-color: {r.primary}; {check} }}
{each(":indeterminate")} {{ background: {r.primary}; border-color: {r.primary}; {minus} }}
{each(":disabled")} {{ border-color: {r.border}; }}
QCheckBox::indicator:focus, QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {r.focus}; }}
QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {r.border_strong}; border-radius: 8px; background: {r.surface};
}}
QRadioButton::indicator:checked {{
    width: 6px; height: 6px; border: 5px solid {r.focus}; background: {r.surface};
}}
QCheckBox:focus, QRadioButton:focus {{ outline: 0; text-decoration: underline; }}
"""


def _fields(r: Roles) -> str:
    box = (
        'QLineEdit, QPlainTextEdit, QComboBox, QTextBrowser[role="preview"], QAbstractSpinBox, '
        'QPushButton[kind="field"]'
    )

    def each(suffix: str) -> str:
        return ", ".join(part.strip() + suffix for part in box.split(","))

    return f"""
{box} {{
    background: {r.surface}; color: {r.text}; border: 1px solid {r.border_strong};
    border-radius: {m.RADIUS_CONTROL}px; placeholder-text-color: {r.placeholder};
    selection-background-color: {r.selection}; selection-color: {r.selection_text};
}}
QLineEdit {{ min-height: {_INNER}px; padding: 0 6px; }}
QComboBox, QAbstractSpinBox {{ min-height: {_INNER}px; padding: 0 8px; }}
QPushButton[kind="field"] {{ min-height: {_INNER}px; padding: 0 8px; text-align: left; font-weight: 400; }}
QPlainTextEdit, QTextBrowser[role="preview"] {{ padding: 3px 4px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: 0; padding: 0; background: transparent; min-height: 0; }}
QAbstractSpinBox QLineEdit {{ padding: 0 6px; }}
{each('[state="warning"]')} {{ border-color: {r.warning}; }}
{each('[state="proposed"]')} {{ border: 1px dashed {r.border_strong}; }}
{each('[state="error"]')} {{ border-color: {r.danger}; }}
{each(":focus")} {{ border: 2px solid {r.focus}; }}
{each('[state="error"]:focus')} {{ border: 2px solid {r.danger}; }}
QLineEdit:focus, QComboBox:focus, QPushButton[kind="field"]:focus {{ min-height: {_INNER - 2}px; padding: 0 7px; }}
QLineEdit:focus {{ padding: 0 5px; }}
QPlainTextEdit:focus {{ padding: 2px 3px; }}
/* a value that cannot be changed is still read */
{each(":disabled")} {{ background: {r.ground}; color: {r.muted}; border-color: {r.border}; }}
{each('[readOnly="true"]')} {{ background: {r.ground}; color: {r.secondary}; }}
QLineEdit[role="filter"] {{ padding-left: 4px; }}
"""


def _views(r: Roles) -> str:
    return f"""
QAbstractItemView {{
    background: {r.surface}; color: {r.text}; border: 0; outline: 0; gridline-color: transparent;
    selection-background-color: {r.selection}; selection-color: {r.selection_text};
}}
QComboBox QAbstractItemView, QListView[role="popup"] {{ border: 1px solid {r.border}; padding: 4px; }}
QListView[role="offers"] {{ border: 1px solid {r.border}; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{
    background: transparent; color: {r.muted}; border: 0; border-bottom: 1px solid {r.border};
    padding: 6px 8px; font-size: {m.SECONDARY}px; font-weight: 400; text-align: left;
}}
QTreeView[ground="ground"], QListView[ground="ground"], QTableView[ground="ground"] {{ background: {r.ground}; }}
QMenu {{ background: {r.surface}; color: {r.text}; border: 1px solid {r.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: {m.RADIUS_CONTROL}px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {r.selection}; color: {r.selection_text}; }}
QMenu::item:disabled {{ color: {r.disabled}; }}
QMenu::separator {{ height: 1px; background: {r.border}; margin: 4px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {r.border_strong}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {r.muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {r.neutral_ground}; border: 0; border-radius: 3px; max-height: 6px; color: transparent; }}
QProgressBar::chunk {{ background: {r.badge}; border-radius: 3px; }}
"""


def _frames(r: Roles) -> str:
    bars = "\n".join(
        f'QFrame[bar="{kind}"] {{ background: {r.colour(kind + "_ground")}; border: 0;'
        f" border-left: 3px solid {r.colour(kind)}; }}\n"
        f'QFrame[bar="{kind}"] QLabel {{ color: {r.text}; }}\n'
        f'QFrame[bar="{kind}"] QPushButton {{ background: transparent; border-color: transparent; color: {r.text};'
        f" min-height: 24px; padding: 0 8px; }}\n"
        f'QFrame[bar="{kind}"] QPushButton:hover {{ background: {r.surface}; }}\n'
        f'QFrame[bar="{kind}"] QPushButton:focus {{ border: 2px solid {r.focus}; min-height: 22px; padding: 0 7px; }}'
        for kind in ("information", "success", "warning", "danger")
    )
    return f"""
{bars}
QFrame[card="true"] {{ background: {r.surface}; border: 1px solid {r.border}; border-radius: {m.RADIUS_CARD}px; }}
QFrame[card="dashed"] {{
    background: transparent; border: 1px dashed {r.border_strong}; border-radius: {m.RADIUS_CARD}px;
}}
QFrame[card="target"] {{
    background: {r.selection}; border: 2px solid {r.focus}; border-radius: {m.RADIUS_CARD}px;
}}
QTableView[drop="target"] {{ border: 2px solid {r.focus}; border-radius: {m.RADIUS_CARD}px; }}
QFrame[line="true"] {{ background: {r.border}; border: 0; max-height: 1px; min-height: 1px; }}
QSplitter::handle {{ background: {r.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QStatusBar {{ background: {r.ground}; color: {r.muted}; border-top: 1px solid {r.border}; }}
QStatusBar::item {{ border: 0; }}
QScrollArea {{ border: 0; background: transparent; }}
QDialog {{ background: {r.ground}; }}
"""
