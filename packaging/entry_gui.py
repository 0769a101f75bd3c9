"""What the frozen program starts: the window."""

import sys

from bcdc_desktop.ui.app import main

sys.exit(main())
