"""What the frozen `bcdc` starts: the command line."""

import sys

from bcdc_desktop.catalogue.proxy_script import OPTION

if sys.argv[1:] == [OPTION]:
    from bcdc_desktop.catalogue.proxy_script import main
else:
    from bcdc_desktop.cli.main import main

sys.exit(main())
