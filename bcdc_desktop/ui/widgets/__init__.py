"""Widgets that every pane uses."""

from bcdc_desktop.ui.widgets.chip import Chip, chip_size, paint_chip, state_chip
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.inputs import ComboBox, LineEdit, TextArea
from bcdc_desktop.ui.widgets.labels import ElidedLabel, FieldButton
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.section import FoldableSection
from bcdc_desktop.ui.widgets.spinner import SpinnerLater

__all__ = [
    "Chip",
    "ComboBox",
    "ElidedLabel",
    "EmptyState",
    "FieldButton",
    "FoldableSection",
    "LineEdit",
    "MessageBar",
    "SpinnerLater",
    "TextArea",
    "chip_size",
    "paint_chip",
    "state_chip",
]
