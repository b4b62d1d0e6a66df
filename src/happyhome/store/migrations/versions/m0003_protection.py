"""Protection: where personal data went, what was done for the records' safety, and which copy of them this is.

Literal SQL, and nothing of ours imported: what it makes can never drift with today's code.
"""

from __future__ import annotations

import uuid

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE disclosure (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        act TEXT NOT NULL,
        person TEXT NOT NULL,
        contents TEXT NOT NULL,
        files TEXT NOT NULL,
        people INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        place TEXT NOT NULL,
        device TEXT NOT NULL,
        size INTEGER NOT NULL,
        is_locked INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE safety_event (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        event TEXT NOT NULL,
        is_sound INTEGER NOT NULL,
        subject TEXT NOT NULL,
        counts TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE instance (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        since TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id)
    )
    """,
)


def upgrade() -> None:
    """Make the tables; this copy of the records is the first."""
    for statement in TABLES:
        op.execute(statement)
    first = text("INSERT INTO instance (number, id, since, reason) VALUES (1, :id, '', 'first')")
    op.get_bind().execute(first, {"id": str(uuid.uuid4())})


def downgrade() -> None:
    """There is no way down: the verified backup made before is the way back."""
    raise NotImplementedError("restore the backup made before the migration")
