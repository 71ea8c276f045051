"""The words of an evaluation: its questions, the answers to choose from, and what is needed."""

from datetime import timedelta
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

OPEN_FOR = timedelta(weeks=4)
"""How long after its end a meeting takes answers."""
FEWEST_QUESTIONS = 3
LONGEST_ANSWER = 1000
CONSENT_VERSION = "1, november 2026"
"""Which words somebody agreed to who wants to go on; see the form `JoinForm`."""


class Need(StrEnum):
    """What partners say they need most to keep their promises.

    Source: survey among 195 partners, summer 2023.
    """

    INCOME = "income"
    OVERVIEW = "overview"
    REACH = "reach"
    COOPERATION = "cooperation"
    JUST_ABOVE = "just_above"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _NEED_LABELS[self]


_NEED_LABELS = {
    Need.INCOME: _("Meer inkomen voor gezinnen met weinig geld"),
    Need.OVERVIEW: _("Overzicht: welke hulp is er, en wat werkt?"),
    Need.REACH: _("Ouders en gezinnen beter bereiken"),
    Need.COOPERATION: _("Meer samenwerken, en meer mensen leren kennen"),
    Need.JUST_ABOVE: _("Weten wat kan voor gezinnen die net te veel verdienen"),
}


class Question(StrEnum):
    """What may be asked after a meeting, in this order."""

    OPINION = "opinion"
    WELCOME = "welcome"
    TOMORROW = "tomorrow"
    NEEDED = "needed"
    OFFERED = "offered"

    @property
    def label(self) -> LazyString:
        """The question itself."""
        return _QUESTION_LABELS[self]

    @property
    def choices(self) -> tuple["Choice", ...]:
        """The answers to choose from; none when somebody answers in words alone."""
        return CHOICES.get(self, ())

    @property
    def takes_text(self) -> bool:
        """Whether somebody answers in words of their own."""
        return self in {Question.TOMORROW, Question.NEEDED, Question.OFFERED}


_QUESTION_LABELS = {
    Question.OPINION: _("Wat vond je van de bijeenkomst?"),
    Question.WELCOME: _("Voelde je je welkom?"),
    Question.TOMORROW: _("Wat ga jij morgen anders doen?"),
    Question.NEEDED: _("Wat heb je nodig van anderen?"),
    Question.OFFERED: _("Wat kun je bieden?"),
}


class Choice(StrEnum):
    """An answer to choose; those of what is needed are the needs."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    NOT_GOOD = "not_good"
    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"
    INCOME = Need.INCOME.value
    OVERVIEW = Need.OVERVIEW.value
    REACH = Need.REACH.value
    COOPERATION = Need.COOPERATION.value
    JUST_ABOVE = Need.JUST_ABOVE.value

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _CHOICE_LABELS[self]

    @property
    def face(self) -> str:
        """A face that says the same, of those that old phones know; the words stand beside it."""
        return _FACES.get(self, "")


_CHOICE_LABELS = {
    Choice.VERY_GOOD: _("heel goed"),
    Choice.GOOD: _("goed"),
    Choice.FAIR: _("gaat wel"),
    Choice.NOT_GOOD: _("niet goed"),
    Choice.YES: _("ja"),
    Choice.A_BIT: _("een beetje"),
    Choice.NO: _("nee"),
    **{Choice(need.value): need.label for need in Need},
}
_FACES = {
    Choice.VERY_GOOD: "\N{GRINNING FACE}",
    Choice.GOOD: "\N{SMILING FACE WITH SMILING EYES}",
    Choice.FAIR: "\N{NEUTRAL FACE}",
    Choice.NOT_GOOD: "\N{DISAPPOINTED FACE}",
}
CHOICES: dict[Question, tuple[Choice, ...]] = {
    Question.OPINION: (Choice.VERY_GOOD, Choice.GOOD, Choice.FAIR, Choice.NOT_GOOD),
    Question.WELCOME: (Choice.YES, Choice.A_BIT, Choice.NO),
    Question.NEEDED: tuple(Choice(need.value) for need in Need),
}
"""The answers to choose from; of what is needed somebody may choose several."""


class TextState(StrEnum):
    """Whether somebody of the staff read an open answer, and what they decided."""

    UNREAD = "unread"
    APPROVED = "approved"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    TextState.UNREAD: _("Nog niet gelezen"),
    TextState.APPROVED: _("Goedgekeurd"),
    TextState.LEFT_OUT: _("Weggelaten"),
}


class LeaveOutReason(StrEnum):
    """Why an open answer is shown to nobody outside."""

    PERSON = "person"
    SENSITIVE = "sensitive"
    HURTFUL = "hurtful"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _REASON_LABELS[self]


_REASON_LABELS = {
    LeaveOutReason.PERSON: _("Je kunt zien over wie het gaat"),
    LeaveOutReason.SENSITIVE: _("Het gaat over iemands gezondheid of gezin"),
    LeaveOutReason.HURTFUL: _("Het is kwetsend"),
    LeaveOutReason.NO_ANSWER: _("Het is geen antwoord op de vraag"),
}


class WindowState(StrEnum):
    """Whether a meeting takes answers."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    OVER = "over"
    NOT_HELD = "not_held"
