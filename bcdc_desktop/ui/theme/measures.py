"""Sizes in device-independent pixels, on a grid of 4."""

GRID = 4
GAP = 8  # between controls that belong together
PANE_PADDING = 16
FORM_ROW_GAP = 12
FORM_COLUMN_GAP = 16
WIDEST_LINE = 800  # of a text to read: longer lines are lost at their ends
WIDEST_FORM = 1280  # of a page with a form, in however wide a window
TWO_COLUMNS_FROM = 520  # a form at least this wide has two columns

CONTROL_HEIGHT = 32
TREE_ROW = 28
TABLE_ROW = 34
FOUND_ROW = 52  # of a record that was searched for: two lines
TITLE_LINE = 15  # what a row grows by where titles have two lines
CHIP_HEIGHT = 20
TARGET = 24  # the least height of what can be clicked (WCAG 2.2, 2.5.8)

RADIUS_CONTROL = 4
RADIUS_CARD = 6

TEXT = 13
SECONDARY = 12
TITLE = 18
HEADING = 15

ICON = 16
ICON_LARGE = 18
ICON_EMPTY_STATE = 40

STRIPE = 3  # the line in the catalogue's colour at the top of the window

SPINNER_AFTER_MS = 300
CHECK_AFTER_MS = 300
