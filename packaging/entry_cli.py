"""What the frozen `bcdc` starts: the command line."""

import sys

from bcdc_desktop.cli.main import main

sys.exit(main())
