"""``python -m geo`` is ``dprk-geo``."""

import sys

from geo.cli import main

sys.exit(main())
