"""`python -m bcdc_desktop` starts the window, as the installed `bcdc-desktop` does."""

import sys

from bcdc_desktop.ui.app import main

if __name__ == "__main__":
    sys.exit(main())
