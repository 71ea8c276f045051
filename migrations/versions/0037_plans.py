"""Keep plans: what a grant asks for, and how it is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

PLAN, LINE = "grant_plan", "grant_plan_line"
MEASURES = (
    *("kenniskringen", "academies", "leernetwerk", "information", "partner_meetings"),
    *("local_meetings", "registered", "attendance", "new_partners", "network", "core_partners"),
    *("alliances", "pledges", "outcomes", "outcomes_verzachten", "outcomes_versterken"),
    *("outcomes_veranderen", "confirmations", "commitments_kept", "checkpoints", "lessons"),
)


def upgrade() -> None:
    op.create_table(
        PLAN,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("grant_name", sa.String(), nullable=True),
        sa.Column("funder", sa.String(), nullable=True),
        sa.Column("grant_number", sa.String(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_grant_plan_period")),
        sa.CheckConstraint("title <> '' AND source <> ''", name=op.f("ck_grant_plan_said")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_grant_plan_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_plan")),
        sa.UniqueConstraint("ref", name=op.f("uq_grant_plan_ref")),
    )
    op.create_index("ix_grant_plan_first_on", PLAN, ["first_on"])
    _create_lines()


def _create_lines() -> None:
    op.create_table(
        LINE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=True),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("per", _one_of("unit", "year", "whole"), nullable=True),
        sa.Column("bound", _one_of("bound", "at_least", "at_most"), nullable=True),
        sa.Column("planned_text", sa.String(), nullable=True),
        sa.Column("measure", _one_of("measure", *MEASURES), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.CheckConstraint("position >= 1", name=op.f("ck_grant_plan_line_position")),
        sa.CheckConstraint("activity <> ''", name=op.f("ck_grant_plan_line_activity")),
        sa.CheckConstraint(
            "planned IS NULL OR planned_text IS NULL",
            name=op.f("ck_grant_plan_line_number_or_words"),
        ),
        sa.CheckConstraint("planned >= 0", name=op.f("ck_grant_plan_line_planned")),
        sa.CheckConstraint(
            "(planned IS NULL) = (per IS NULL) AND (planned IS NULL) = (bound IS NULL)",
            name=op.f("ck_grant_plan_line_number_whole"),
        ),
        sa.CheckConstraint(
            "measure IS NOT NULL OR source IS NOT NULL",
            name=op.f("ck_grant_plan_line_source_by_hand"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["grant_plan.id"], name=op.f("fk_grant_plan_line_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_plan_line")),
        sa.UniqueConstraint("ref", name=op.f("uq_grant_plan_line_ref")),
    )
    op.create_index("ix_grant_plan_line_plan", LINE, ["plan_id", "position"])


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def downgrade() -> None:
    op.drop_table(LINE)
    op.drop_table(PLAN)
