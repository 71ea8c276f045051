"""What shows that an outcome is true: a link, a file, or where it can be found."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.content.kinds import FileKind
from academie.core.db import Base, new_ref
from academie.followups.terms import EvidenceKind, Portrayed

QUOTE_LENGTH = 300
LARGEST_FILE = 20 * 1024 * 1024


class Evidence(Base):
    """Something that shows an outcome is true, and where to look in it.

    A file stands in the store under `sha256`; that of a picture is drawn anew, so the hash of
    what came in is kept too. Of a file that was removed the row and both hashes stay. A picture
    is public only when nobody is to be recognised, or all who are agreed in writing.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(f"length(quote) <= {QUOTE_LENGTH}", name="quote"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("kind <> 'own_report' OR NOT independent", name="own_report"),
        CheckConstraint("(file_kind IS NULL) = (sha256 IS NULL)", name="file_kind"),
        CheckConstraint(
            "(file_size IS NULL) = (sha256 IS NULL) AND (file_size IS NULL OR file_size > 0)",
            name="file_size",
        ),
        CheckConstraint(
            "(received_sha256 IS NULL) = (sha256 IS NULL)"
            " AND (received_sha256 IS NULL OR length(received_sha256) = 64)",
            name="received_sha256",
        ),
        CheckConstraint(
            "NOT public OR file_kind IS NULL OR file_kind NOT IN ('jpg', 'png', 'webp')"
            " OR COALESCE(portrayed, 'unknown') IN ('nobody', 'agreed')",
            name="portrayed_public",
        ),
        CheckConstraint(
            "(removed_at IS NULL) = (removal_reason IS NULL)"
            " AND (removed_at IS NULL OR sha256 IS NOT NULL)",
            name="removal",
        ),
        Index("ix_evidence_outcome", "outcome_id"),
        Index("ix_evidence_sha256", "sha256"),
        Index("ix_evidence_removed_at", "removed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    kind: Mapped[EvidenceKind]
    title: Mapped[str]
    link: Mapped[str | None] = mapped_column(default=None)
    sha256: Mapped[str | None] = mapped_column(default=None)
    dated_on: Mapped[date | None] = mapped_column(default=None)
    location: Mapped[str | None] = mapped_column(default=None)
    independent: Mapped[bool] = mapped_column(default=False)
    quote: Mapped[str | None] = mapped_column(default=None)
    public: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    added_by: Mapped[User] = relationship(foreign_keys=[added_by_id])
    added_at: Mapped[datetime]
    file_kind: Mapped[FileKind | None] = mapped_column(default=None)
    file_size: Mapped[int | None] = mapped_column(default=None)
    received_sha256: Mapped[str | None] = mapped_column(default=None)
    portrayed: Mapped[Portrayed | None] = mapped_column(default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    removed_by: Mapped[User | None] = relationship(default=None, foreign_keys=[removed_by_id])
    removal_reason: Mapped[str | None] = mapped_column(default=None)

    @property
    def stands(self) -> bool:
        """Whether there still is something to look at."""
        return self.removed_at is None or self.link is not None

    @property
    def has_file(self) -> bool:
        """Whether its file can be opened."""
        return self.sha256 is not None and self.removed_at is None

    @property
    def is_independent_document(self) -> bool:
        """Whether people from outside wrote it down and others can read it."""
        return self.independent and self.kind.is_document and self.stands


INDEPENDENT_DOCUMENT = (
    Evidence.independent
    & Evidence.kind.in_([kind for kind in EvidenceKind if kind.is_document])
    & or_(Evidence.removed_at.is_(None), Evidence.link.is_not(None))
)
"""What `Evidence.is_independent_document` says, for the database."""
