"""Allowances: rule files, schemes in use, applications, certifications, rolls, service records, prices.

Literal SQL, and nothing of ours imported: what it makes can never drift with today's code.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE application (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        scheme TEXT NOT NULL,
        applied_on TEXT,
        papers TEXT NOT NULL,
        accepted_on TEXT,
        village_view TEXT NOT NULL,
        posted_from TEXT,
        posted_to TEXT,
        objection TEXT NOT NULL,
        township_on TEXT,
        township_view TEXT NOT NULL,
        county_on TEXT,
        county_view TEXT NOT NULL,
        decision TEXT NOT NULL,
        reason TEXT NOT NULL,
        start_month TEXT NOT NULL,
        settled_month TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_application_resident ON application (resident)
    """,
    """
    CREATE TABLE certification (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        day TEXT NOT NULL,
        way TEXT NOT NULL,
        certifier TEXT NOT NULL,
        scheme TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_certification_day ON certification (day)
    """,
    """
    CREATE INDEX ix_certification_resident ON certification (resident)
    """,
    """
    CREATE TABLE home_fact (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        day TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, name, day)
    )
    """,
    """
    CREATE TABLE meal_price (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        since TEXT NOT NULL,
        slot TEXT NOT NULL,
        diner TEXT NOT NULL,
        price INTEGER NOT NULL,
        delivery_fee INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, since, slot, diner)
    )
    """,
    """
    CREATE TABLE refund (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        scheme TEXT NOT NULL,
        month TEXT NOT NULL,
        day TEXT NOT NULL,
        amount INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_refund_resident ON refund (resident)
    """,
    """
    CREATE TABLE roll (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        scheme TEXT NOT NULL,
        title TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        state TEXT NOT NULL,
        made_on TEXT,
        posted_from TEXT,
        posted_to TEXT,
        objection TEXT NOT NULL,
        locked_on TEXT,
        paid_on TEXT,
        fingerprint TEXT NOT NULL,
        total INTEGER NOT NULL,
        people INTEGER NOT NULL,
        is_sample INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_roll_scheme_first ON roll (scheme, first)
    """,
    """
    CREATE TABLE roll_item (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        line TEXT NOT NULL,
        month TEXT NOT NULL,
        kind TEXT NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(line) REFERENCES roll_line (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_roll_item_line ON roll_item (line)
    """,
    """
    CREATE TABLE roll_line (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        roll TEXT NOT NULL,
        resident TEXT NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        sex TEXT NOT NULL,
        id_number TEXT NOT NULL,
        birthday TEXT,
        "group" TEXT NOT NULL,
        registered_address TEXT NOT NULL,
        band TEXT NOT NULL,
        standard INTEGER NOT NULL,
        months INTEGER NOT NULL,
        due INTEGER NOT NULL,
        arrears INTEGER NOT NULL,
        recovery INTEGER NOT NULL,
        claim INTEGER NOT NULL,
        net INTEGER NOT NULL,
        bank_name TEXT NOT NULL,
        bank_card TEXT NOT NULL,
        collector TEXT NOT NULL,
        phone TEXT NOT NULL,
        change TEXT NOT NULL,
        cause TEXT NOT NULL,
        changed_on TEXT,
        start_stop TEXT NOT NULL,
        note TEXT NOT NULL,
        why TEXT NOT NULL,
        reference TEXT NOT NULL,
        state TEXT NOT NULL,
        failure TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (roll, resident),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(roll) REFERENCES roll (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_roll_line_resident ON roll_line (resident)
    """,
    """
    CREATE TABLE rule_file (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, name)
    )
    """,
    """
    CREATE TABLE scheme_use (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        scheme TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT NOT NULL,
        note TEXT NOT NULL,
        acts INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (home, scheme)
    )
    """,
    """
    CREATE TABLE service_record (
        id TEXT NOT NULL, home TEXT NOT NULL, recorded_at TEXT NOT NULL,
        resident TEXT NOT NULL,
        day TEXT NOT NULL,
        scheme TEXT NOT NULL,
        minutes INTEGER NOT NULL,
        pieces INTEGER NOT NULL,
        giver TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(resident) REFERENCES resident (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE INDEX ix_service_record_day ON service_record (day)
    """,
    """
    CREATE INDEX ix_service_record_resident ON service_record (resident)
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    """There is no way down: the verified backup made before is the way back."""
    raise NotImplementedError("restore the backup made before the migration")
