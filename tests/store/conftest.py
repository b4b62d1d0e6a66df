"""The same village as for the verbs."""

from __future__ import annotations

from tests.services.conftest import named_home, village

__all__ = ["named_home", "village"]
