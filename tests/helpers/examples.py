"""How much is tried by tests that could go on for ever: a little in every run, more where BCDC_MORE_EXAMPLES is set.

``.ci/run examples`` sets it, a lane of its own, so that nobody waits for it who runs the tests.
"""

import os

MORE = bool(os.environ.get("BCDC_MORE_EXAMPLES"))
