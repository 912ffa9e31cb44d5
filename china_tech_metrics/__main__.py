"""``python -m china_tech_metrics``: the command line."""

from __future__ import annotations

import sys

from china_tech_metrics.cli import main

if __name__ == "__main__":
    sys.exit(main())
