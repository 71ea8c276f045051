"""Files that somebody asked for, and the work that makes them."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref, only
from academie.core.terms import Term

SETTLED = 100
"""The percentage from which nobody can stop a job: what it changes is changed."""


class JobStatus(Term):
    """The states of a job."""

    WAITING = "waiting", _("Wacht op zijn beurt")
    RUNNING = "running", _("Wordt gemaakt")
    DONE = "done", _("Klaar")
    FAILED = "failed", _("Mislukt")
    CANCELLED = "cancelled", _("Gestopt")


class Job(Base):
    """A file that takes a while to make, for the one who asked for it.

    `params` are what its `kind` of work is done with, and `digest` is that of both: who asks the
    same again while it goes on gets this one. `claim` is the worker's that does it, renewed at
    `claimed_at`; who finds it old begins anew. A file about `people` goes as soon as one of them is
    forgotten, and any file once it `expires_at`; then `sha256` is empty.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("(status = 'running') = (claim IS NOT NULL)", name="claim"),
        CheckConstraint("sha256 IS NULL OR status = 'done'", name="file"),
        Index(
            "uq_job_open",
            "asked_by_id",
            "digest",
            unique=True,
            **only("status IN ('waiting', 'running')"),
        ),
        Index("ix_job_due", "asked_at", **only("status IN ('waiting', 'running')")),
        Index("ix_job_expires_at", "expires_at", **only("sha256 IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    kind: Mapped[str]
    title: Mapped[str]
    params: Mapped[dict[str, Any]]
    digest: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    asked_by: Mapped[User] = relationship()
    asked_at: Mapped[datetime]
    status: Mapped[JobStatus] = mapped_column(default=JobStatus.WAITING)
    percent: Mapped[int] = mapped_column(default=0)
    step: Mapped[str | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(default=None)
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(default=None)
    sha256: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)
    mimetype: Mapped[str | None] = mapped_column(default=None)
    people: Mapped[bool] = mapped_column(default=False, server_default=false())
    expires_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_open(self) -> bool:
        """Whether it has yet to end."""
        return self.status in {JobStatus.WAITING, JobStatus.RUNNING}

    @property
    def has_file(self) -> bool:
        """Whether there is a file to fetch."""
        return self.sha256 is not None
