"""What the frozen program starts: the window."""

import sys

from bcdc_desktop.catalogue.proxy_script import OPTION

if sys.argv[1:] == [OPTION]:
    from bcdc_desktop.catalogue.proxy_script import main
else:
    from bcdc_desktop.ui.app import main

sys.exit(main())
