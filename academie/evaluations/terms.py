"""The words of an evaluation: its questions, the answers to choose from, and what is needed."""

from datetime import timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from academie.core.terms import Term

OPEN_FOR = timedelta(weeks=4)
"""How long after its end a meeting takes answers."""
FEWEST_QUESTIONS = 3
LONGEST_ANSWER = 1000
CONSENT_VERSION = "1, november 2026"
"""Which words somebody agreed to who wants to go on; see the form `JoinForm`."""


class Need(Term):
    """What partners say they need most to keep their promises.

    Source: survey among 195 partners, summer 2023.
    """

    INCOME = "income", _("Meer inkomen voor gezinnen met weinig geld")
    OVERVIEW = "overview", _("Overzicht: welke hulp is er, en wat werkt?")
    REACH = "reach", _("Ouders en gezinnen beter bereiken")
    COOPERATION = "cooperation", _("Meer samenwerken, en meer mensen leren kennen")
    JUST_ABOVE = "just_above", _("Weten wat kan voor gezinnen die net te veel verdienen")


class Question(Term):
    """What may be asked after a meeting, in this order."""

    OPINION = "opinion", _("Wat vond je van de bijeenkomst?")
    WELCOME = "welcome", _("Voelde je je welkom?")
    TOMORROW = "tomorrow", _("Wat ga jij morgen anders doen?")
    NEEDED = "needed", _("Wat heb je nodig van anderen?")
    OFFERED = "offered", _("Wat kun je bieden?")

    @property
    def choices(self) -> tuple["Choice", ...]:
        """The answers to choose from; none when somebody answers in words alone."""
        return CHOICES.get(self, ())

    @property
    def takes_text(self) -> bool:
        """Whether somebody answers in words of their own."""
        return self in {Question.TOMORROW, Question.NEEDED, Question.OFFERED}


class Choice(Term):
    """An answer to choose; those of what is needed are the needs."""

    VERY_GOOD = "very_good", _("heel goed")
    GOOD = "good", _("goed")
    FAIR = "fair", _("gaat wel")
    NOT_GOOD = "not_good", _("niet goed")
    YES = "yes", _("ja")
    A_BIT = "a_bit", _("een beetje")
    NO = "no", _("nee")
    INCOME = Need.INCOME.value, Need.INCOME.label
    OVERVIEW = Need.OVERVIEW.value, Need.OVERVIEW.label
    REACH = Need.REACH.value, Need.REACH.label
    COOPERATION = Need.COOPERATION.value, Need.COOPERATION.label
    JUST_ABOVE = Need.JUST_ABOVE.value, Need.JUST_ABOVE.label

    @property
    def face(self) -> str:
        """A face that says the same, of those that old phones know; the words stand beside it."""
        return _FACES.get(self, "")


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


class TextState(Term):
    """Whether somebody of the staff read an open answer, and what they decided."""

    UNREAD = "unread", _("Nog niet gelezen")
    APPROVED = "approved", _("Goedgekeurd")
    LEFT_OUT = "left_out", _("Weggelaten")


class LeaveOutReason(Term):
    """Why an open answer is shown to nobody outside."""

    PERSON = "person", _("Je kunt zien over wie het gaat")
    SENSITIVE = "sensitive", _("Het gaat over iemands gezondheid of gezin")
    HURTFUL = "hurtful", _("Het is kwetsend")
    NO_ANSWER = "no_answer", _("Het is geen antwoord op de vraag")


class WindowState(StrEnum):
    """Whether a meeting takes answers."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    OVER = "over"
    NOT_HELD = "not_held"
