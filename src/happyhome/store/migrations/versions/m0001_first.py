"""First schema: registers, audit, blobs; the audit refuses to be changed or shortened.

Literal SQL, and nothing of ours imported: what it makes can never drift with today's code.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE activity (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        day TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        place TEXT NOT NULL,
        organizer TEXT NOT NULL,
        volunteers TEXT NOT NULL,
        visitors INTEGER NOT NULL,
        content TEXT NOT NULL,
        safety TEXT NOT NULL,
        late_reason TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_activity_day ON activity (day)
    """,
    """
    CREATE TABLE activity_template (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        weekday INTEGER NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        place TEXT NOT NULL,
        organizer TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE attachment (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        caption TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_attachment_owner ON attachment (owner)
    """,
    """
    CREATE TABLE blob (
        sha256 TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE closing (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        month TEXT NOT NULL,
        act TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        reason TEXT NOT NULL,
        totals TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, month, sequence)
    )
    """,
    """
    CREATE TABLE guests (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        day TEXT NOT NULL,
        slot TEXT NOT NULL,
        count INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, day, slot)
    )
    """,
    """
    CREATE TABLE hand_over (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        month TEXT NOT NULL,
        place TEXT NOT NULL,
        folder TEXT NOT NULL,
        files INTEGER NOT NULL,
        size INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        check_code TEXT NOT NULL,
        contents TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE home (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        name TEXT NOT NULL,
        village_code TEXT NOT NULL,
        code_year INTEGER NOT NULL,
        township TEXT NOT NULL,
        county TEXT NOT NULL,
        director TEXT NOT NULL,
        phone TEXT NOT NULL,
        capacity INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE home_day (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        day TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, day)
    )
    """,
    """
    CREATE TABLE operation (
        id TEXT NOT NULL,
        home TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        verb TEXT NOT NULL,
        label TEXT NOT NULL,
        at TEXT NOT NULL,
        operator TEXT NOT NULL,
        undoes TEXT,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (sequence),
        UNIQUE (undoes)
    )
    """,
    """
    CREATE TABLE resident (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        name TEXT NOT NULL,
        id_number TEXT,
        id_override TEXT NOT NULL,
        sex TEXT NOT NULL,
        birthday TEXT,
        lunar_birthday INTEGER NOT NULL,
        ethnicity TEXT NOT NULL,
        "group" TEXT NOT NULL,
        registered_address TEXT NOT NULL,
        address TEXT NOT NULL,
        phone TEXT NOT NULL,
        bank_name TEXT NOT NULL,
        bank_card TEXT NOT NULL,
        marital TEXT NOT NULL,
        illness TEXT NOT NULL,
        diet TEXT NOT NULL,
        doctor TEXT NOT NULL,
        checkup_day TEXT,
        visitor TEXT NOT NULL,
        usual_mode TEXT NOT NULL,
        note TEXT NOT NULL,
        pinyin TEXT NOT NULL,
        initials TEXT NOT NULL,
        photo TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, id_number)
    )
    """,
    """
    CREATE TABLE setting (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, "key")
    )
    """,
    """
    CREATE TABLE change (
        operation TEXT NOT NULL,
        number INTEGER NOT NULL,
        register TEXT NOT NULL,
        row_id TEXT NOT NULL,
        "before" TEXT,
        "after" TEXT,
        PRIMARY KEY (operation, number),
        FOREIGN KEY(operation) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_change_row_id ON change (row_id)
    """,
    """
    CREATE TABLE contact (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        relation TEXT NOT NULL,
        phone TEXT NOT NULL,
        workplace TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_contact_resident ON contact (resident)
    """,
    """
    CREATE TABLE meal (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        day TEXT NOT NULL,
        slot TEXT NOT NULL,
        mode TEXT NOT NULL,
        late_reason TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (resident, day, slot),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_meal_day_resident ON meal (day, resident)
    """,
    """
    CREATE TABLE participation (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        activity TEXT NOT NULL,
        resident TEXT NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (activity, resident),
        FOREIGN KEY(activity) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_participation_day ON participation (day)
    """,
    """
    CREATE INDEX ix_participation_resident ON participation (resident)
    """,
    """
    CREATE TABLE presence (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        day TEXT NOT NULL,
        late_reason TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (resident, day),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_presence_day ON presence (day)
    """,
    """
    CREATE TABLE status (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        axis TEXT NOT NULL,
        value TEXT NOT NULL,
        since TEXT,
        until TEXT,
        source TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_status_resident ON status (resident)
    """,
    """
    CREATE TABLE visit (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        day TEXT NOT NULL,
        way TEXT NOT NULL,
        finding TEXT NOT NULL,
        hazard TEXT NOT NULL,
        need TEXT NOT NULL,
        action TEXT NOT NULL,
        urgent INTEGER NOT NULL,
        feedback TEXT NOT NULL,
        visitor TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_visit_day ON visit (day)
    """,
    """
    CREATE INDEX ix_visit_resident ON visit (resident)
    """,
)

APPEND_ONLY = tuple(
    f"""
    CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}"
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
    """
    for table in ("operation", "change")
    for verb in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    """Make every table of version 1."""
    for statement in (*TABLES, *APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """There is no way down: the verified backup made before is the way back."""
    raise NotImplementedError("restore the backup made before the migration")
