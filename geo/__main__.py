"""``python -m geo`` is ``dprk-geo``."""

import sys

from .cli import main

sys.exit(main())
