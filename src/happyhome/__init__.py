"""happyhome (幸福院): the offline record of a village mutual-aid home."""

from __future__ import annotations

__version__ = "0.3.0"
