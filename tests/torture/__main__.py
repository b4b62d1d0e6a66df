"""Run a campaign: ``python -m tests.torture kills --count 1000 --seed 7 [--json]``.

Campaigns: kills, cuts, inputs, odd (with a folder of files), filling, leaks. Ends with 1 where anything did not hold.
"""

from __future__ import annotations

import sys
from importlib import import_module

CAMPAIGNS = ("kills", "cuts", "inputs", "odd", "filling", "leaks")


def main(arguments: list[str]) -> int:
    """The exit code of the campaign that the first argument names; the rest is its own."""
    if not arguments or arguments[0] not in CAMPAIGNS:
        print(__doc__, file=sys.stderr)
        return 2
    ended: int = import_module(f"tests.torture.{arguments[0]}").main(arguments[1:])
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
