"""What the frozen program starts on Linux: the command line where it is called `bcdc`, by a link, else the window.

One program instead of two saves a second copy of all modules.
"""

import os
import sys
from pathlib import Path

from bcdc_desktop.catalogue.proxy_script import OPTION

if sys.argv[1:] == [OPTION]:
    from bcdc_desktop.catalogue.proxy_script import main
elif Path(sys.argv[0]).name == "bcdc":
    from bcdc_desktop.cli.main import main

    os.environ.pop("QT_PLUGIN_PATH", None)  # PyInstaller's: an editor that is made with Qt would load our plugins
else:
    from bcdc_desktop.ui.app import main

sys.exit(main())
