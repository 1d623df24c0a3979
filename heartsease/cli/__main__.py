"""``python -m heartsease.cli`` is the same as ``heartsease``."""

import sys

from heartsease.cli import main

sys.exit(main())
