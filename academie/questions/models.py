"""What the form of a meeting asks beside a name, an address and a number of people."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base, new_ref
from academie.core.terms import Term

MOST_QUESTIONS = 3


class OptionalField(Term):
    """A field that a meeting may ask, and that nobody has to fill in."""

    FAMILY_NAME = "family_name", _("Achternaam")
    PHONE = "phone", _("Telefoonnummer")
    MUNICIPALITY = "municipality", _("Gemeente")
    AUDIENCE = "audience", _("Doet mee als")
    ORGANISATION = "organisation", _("Organisatie")
    NEEDS = "needs", _("Wat we kunnen regelen")
    FOOD = "food", _("Eten en drinken")


USUAL_FIELDS = frozenset(OptionalField) - {OptionalField.ORGANISATION, OptionalField.FOOD}
"""What a meeting asks as long as nobody chose."""


class FormChoice(Base):
    """Which optional fields the form of a meeting asks; without one it asks the usual ones."""

    __tablename__ = "form_choice"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    fields: Mapped[list[str]] = mapped_column(JSON)


class QuestionKind(Term):
    """How a question is answered; never in words of one's own."""

    YES_NO = "yes_no", _("Ja of nee")
    ONE_OF = "one_of", _("Eén uit een lijst")


class OwnQuestion(Base):
    """A question of the organiser's own, with why it is asked and when the answers go."""

    __tablename__ = "own_question"
    __table_args__ = (Index("ix_own_question_event_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[QuestionKind]
    text: Mapped[str]
    options: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str]
    erase_on: Mapped[date]
    created_at: Mapped[datetime]


class OwnAnswer(Base):
    """What a guest answered: the number of an option, from nought; it goes when its time comes."""

    __tablename__ = "own_answer"
    __table_args__ = (
        CheckConstraint("choice >= 0", name="choice"),
        Index("ix_own_answer_question_id", "question_id"),
    )

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("own_question.id", ondelete="CASCADE"), primary_key=True
    )
    choice: Mapped[int]
