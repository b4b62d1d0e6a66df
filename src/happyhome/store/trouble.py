"""Which trouble with the store's file is the machine's and no bug: told by SQLite's own words."""

from __future__ import annotations

# Source: sqlite3ErrStr() in SQLite's main.c; the driver hands these on unchanged.
_WORDS = {
    "database or disk is full": "disk_full",
    "attempt to write a readonly database": "read_only",
    "disk i/o error": "device_error",
    "unable to open database file": "no_permission",
    "database is locked": "file_in_use",
}


def trouble_code(error: BaseException) -> str:
    """disk_full, read_only, device_error, no_permission or file_in_use; "" where it is none of them."""
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3.dbapi2 import DatabaseError

    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, DatabaseError):
        return ""
    said = str(cause).lower()
    return next((code for words, code in _WORDS.items() if words in said), "")
