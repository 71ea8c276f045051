"""What we ask of the contact of a meeting, and of staff about that contact."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, Form, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from academie.checkpoints import queries
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.service import Answer
from academie.checkpoints.terms import ANSWERS, Channel, CheckpointResult, Stage
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core.forms import BaseForm
from academie.core.terms import Term
from academie.followups import queries as followups
from academie.followups.fields import or_none, text
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeStatus

BY_WORD = {
    "ja": CheckpointResult.CHANGE,
    "nee": CheckpointResult.NO_CHANGE,
    "te-vroeg": CheckpointResult.TOO_EARLY,
}
"""What the links in the mail choose beforehand."""
NOTHING_NEW = ""
_NOTHING_NEW: Any = _("Geen nieuws")
_NO_SECRETS = _("Schrijf hier geen namen van mensen en niets over hun gezondheid of hun geld.")
_NOT_CONFIRMED = _("Nog niet bevestigd.")
_COMMITMENT_WORDS: dict[CommitmentStatus, Any] = {
    CommitmentStatus.OPEN: _("Loopt nog"),
    CommitmentStatus.KEPT: _("Gedaan"),
    CommitmentStatus.LAPSED: _("Gaat niet meer door"),
}
_SETTLED = {CommitmentStatus.KEPT, CommitmentStatus.LAPSED}


def _offered(terms: Iterable[Term]) -> list[SelectChoice]:
    """Offer each of these words."""
    return [_choice(term.value, term.label) for term in terms]


def _choice(value: str, label: Any) -> SelectChoice:
    return SelectChoice(value, label)


def _say(field: Any, sentence: str) -> None:
    """Put a sentence beside a field that was found right by itself."""
    field.errors = [*field.errors, sentence]


class AnswerForm(BaseForm):
    """How it goes with what was agreed: at most five questions, what a child notices first."""

    child_view = text(_("Wat merkt een kind hiervan?"), _NO_SECRETS, rows=2)
    result = RadioField(
        _("Is er iets veranderd?"),
        [InputRequired(_("Kies ja, nee of nog te vroeg."))],
        choices=_offered(ANSWERS),
        coerce=or_none(CheckpointResult),
    )
    remark = text(_("Wat is er veranderd? Wie doet nu iets anders?"), _("Kort mag."))

    asked_refs: Sequence[str] = ()
    more_refs: Sequence[str] = ()
    outcome_refs: Sequence[str] = ()

    @property
    def asked(self) -> list[Field]:
        """The fields of what was agreed, one for each that is asked."""
        return [self[f"c-{ref}"] for ref in self.asked_refs]

    @property
    def more(self) -> list[Field]:
        """The fields of what else was agreed, for who wants to tell of it."""
        return [self[f"c-{ref}"] for ref in self.more_refs]

    @property
    def outcomes(self) -> list[Field]:
        """The fields of what came of it before, one for each."""
        return [self[f"o-{ref}"] for ref in self.outcome_refs]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what changed of who says that something did."""
        valid = super().validate(extra_validators)
        if self.result.data is CheckpointResult.CHANGE and not self._says_something():
            _say(self.remark, gettext("Schrijf kort op wat er is veranderd."))
            return False
        return valid

    def answer(self) -> Answer:
        """Give what was said."""
        return Answer(
            result=self.result.data,
            child_view=self.child_view.data,
            remark=self.remark.data,
            commitments={
                ref: self[f"c-{ref}"].data
                for ref in (*self.asked_refs, *self.more_refs)
                if self[f"c-{ref}"].data
            },
            outcomes={
                ref: self[f"o-{ref}"].data for ref in self.outcome_refs if self[f"o-{ref}"].data
            },
        )

    def _says_something(self) -> bool:
        """Tell whether there is news in it: what the form began with was said the time before."""
        moved = any(field.data in _SETTLED for field in (*self.asked, *self.more))
        seen = any(field.data for field in self.outcomes)
        noticed = self.child_view.data and self.child_view.data != self.child_view.object_data
        return bool(self.remark.data or noticed or moved or seen)


class StaffAnswerForm(AnswerForm):
    """The same, filled in by staff who telephoned or came by."""

    channel = RadioField(
        _("Hoe sprak je het contact?"),
        [InputRequired(_("Kies hoe je het contact sprak."))],
        choices=_offered((Channel.PHONE, Channel.VISIT)),
        coerce=or_none(Channel),
    )


def fitted(
    kind: type[AnswerForm],
    commitments: Sequence[Commitment],
    outcomes: Sequence[Outcome],
) -> type[AnswerForm]:
    """Give the form with a field for each thing that was agreed, or came of it before."""
    asked, more = queries.asked_first(commitments)
    fields: dict[str, Any] = {
        "asked_refs": [each.ref for each in asked],
        "more_refs": [each.ref for each in more],
        "outcome_refs": [each.ref for each in outcomes],
    }
    fields |= {f"c-{each.ref}": _asked_field(each) for each in asked}
    fields |= {f"c-{each.ref}": _commitment_field(each, Optional()) for each in more}
    fields |= {f"o-{each.ref}": _outcome_field(each) for each in outcomes}
    return type(kind.__name__, (kind,), fields)


def _asked_field(commitment: Commitment) -> RadioField:
    is_required = InputRequired(_("Kies hoe het ermee staat."))
    return _commitment_field(commitment, is_required, default=CommitmentStatus.OPEN)


def _commitment_field(commitment: Commitment, check: Any, **kwargs: Any) -> RadioField:
    return RadioField(
        commitment.text,
        [check],
        choices=[
            SelectChoice(status.value, _COMMITMENT_WORDS[status]) for status in CommitmentStatus
        ],
        coerce=or_none(CommitmentStatus),
        description="" if commitment.confirmed else _NOT_CONFIRMED,
        **kwargs,
    )


def _outcome_field(outcome: Outcome) -> SelectField:
    """Ask how far it is; nobody may say that it is done without anything that shows it."""
    offered = [
        status
        for status in OutcomeStatus
        if status is not OutcomeStatus.UNKNOWN and outcome.may_be(status)
    ]
    return SelectField(
        outcome.title,
        [Optional()],
        choices=[
            SelectChoice(NOTHING_NEW, _NOTHING_NEW),
            *_offered(offered),
        ],
        coerce=or_none(OutcomeStatus),
        description=_("Nu: %(status)s.", status=followups.status(outcome).label),
    )


class QuickForm(BaseForm):
    """An answer of one tap: nothing changed, or it is too early."""

    result = RadioField(
        choices=_offered(ANSWERS[1:]),
        coerce=or_none(CheckpointResult),
    )


class GiveUpForm(BaseForm):
    """Why there will be no answer."""

    result = RadioField(
        _("Wat is er aan de hand?"),
        [InputRequired(_("Kies wat er aan de hand is."))],
        choices=[
            _choice(CheckpointResult.NO_ANSWER.value, _("Ik kreeg geen antwoord")),
            _choice(
                CheckpointResult.CONTACT_LOST.value,
                _("Het contact is weg, en niemand neemt het over"),
            ),
        ],
        coerce=or_none(CheckpointResult),
    )
    note = text(
        _("Wat heb je geprobeerd?"),
        _("Bijvoorbeeld: twee keer gebeld en een bericht achtergelaten."),
        rows=2,
        sentence=_("Schrijf op wat je hebt geprobeerd."),
    )

    def __init__(self, **kwargs: Any) -> None:
        """Stand beside the form of an answer."""
        super().__init__(prefix="weg-", **kwargs)


class WorklistFilter(Form):
    """Which questions a list shows; a choice that is not offered counts as none."""

    stand = SelectField(
        _("Stand"),
        choices=[
            _choice("", _("Alles")),
            *_offered(Stage),
        ],
        default="",
    )
    mijn = BooleanField(_("Alleen waar ik voor zorg"))

    @property
    def stage(self) -> Stage | None:
        """The stand that was chosen."""
        return next((stage for stage in Stage if stage == self.stand.data), None)


def begun(earlier: Checkpoint | None, word: str | None) -> dict[str, Any]:
    """Give what the form begins with: the earlier answer, and what the link in the mail chose."""
    return {
        "child_view": earlier.child_view if earlier else None,
        "result": BY_WORD.get(word or ""),
    }
