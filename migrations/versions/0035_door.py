"""Remember in which line somebody stood who signs off, and of which province a guest was."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MODES = "'onsite', 'online'"
PROVINCES = ", ".join(f"'PV{code}'" for code in range(20, 32))


def upgrade() -> None:
    op.execute(
        "ALTER TABLE registration ADD COLUMN waited_for VARCHAR(32)"
        f" CONSTRAINT ck_registration_waited_for CHECK (waited_for IN ({MODES}))"
    )
    op.execute(
        "ALTER TABLE registration ADD COLUMN province VARCHAR(32)"
        f" CONSTRAINT ck_registration_province CHECK (province IN ({PROVINCES}))"
    )


def downgrade() -> None:
    op.drop_column("registration", "province")
    op.drop_column("registration", "waited_for")
