"""幸福院: an offline desktop program for the clerk of a village's home for the elderly."""

from __future__ import annotations

__version__ = "0.1.0"
