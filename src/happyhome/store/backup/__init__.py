"""Backups that were opened, checked and counted before they are called so; and putting one in place."""

from __future__ import annotations

from happyhome.store.backup.checking import check_file, first_counts, opened
from happyhome.store.backup.making import holds_all, make_backup
from happyhome.store.backup.names import Backup, list_backups, newest_of
from happyhome.store.backup.thinning import thin

__all__ = [
    "Backup", "check_file", "first_counts", "holds_all", "list_backups", "make_backup", "newest_of", "opened",
    "thin",
]  # fmt: skip
