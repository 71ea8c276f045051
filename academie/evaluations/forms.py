"""What we ask after a meeting, of who wants to go on, and of staff who read the answers."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from academie.core.addresses import only_a_name
from academie.core.forms import (
    ALL,
    BaseForm,
    EmailField,
    required,
    trimmed,
    trimmed_text,
)
from academie.core.together import SharedForm
from academie.evaluations.queries import Wanted
from academie.evaluations.terms import (
    CHOICES,
    LONGEST_ANSWER,
    Choice,
    LeaveOutReason,
    Need,
    Question,
)
from academie.reference.models import Challenge, Province

_NONCE = re.compile(r"[0-9a-f]{32}")
_TOO_LONG = _("Maak dit korter: hooguit %(max)d tekens.")
_KEEP_TO_YOURSELF = _(
    "Schrijf hier geen namen. Schrijf ook geen dingen over je gezondheid of je gezin"
    " die wij niet hoeven te weten."
)
_NO_REASON: Any = _("Kies een reden")
_NO_NEED: Any = _("Niet een van deze")


def _or_none(words: type[Any]) -> Any:
    return lambda value: words(value) if value else None


def _choice(word: Need | Question | LeaveOutReason) -> SelectChoice:
    label: Any = word.label
    return SelectChoice(word.value, label)


def _in_words(choice: Choice) -> SelectChoice:
    """Offer an answer; a face that goes with it is for the eyes alone."""
    label: Any = choice.label
    if choice.face:
        face = Markup('<span aria-hidden="true">{face}</span> {words}')
        label = face.format(face=choice.face, words=choice.label)
    return SelectChoice(choice.value, label)


def _one_of(question: Question) -> RadioField:
    return RadioField(
        question.label,
        [Optional()],
        choices=[_in_words(choice) for choice in CHOICES[question]],
        coerce=_or_none(Choice),
    )


def _open(label: Any, description: Any = _KEEP_TO_YOURSELF, *, rows: int = 3) -> TextAreaField:
    return TextAreaField(
        label,
        [Length(max=LONGEST_ANSWER, message=_TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )


def _needs_field(label: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=[_choice(need) for need in Need],
        coerce=_or_none(Need),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("Je mag er meer kiezen."),
    )


class EvaluationForm(BaseForm):
    """The questions of a meeting. It sets no cookie: a token would tell one browser from another.

    Nobody is asked who they are, so there is nothing that another website could do in their name.
    """

    class Meta(BaseForm.Meta):
        """A form that knows nobody."""

        csrf = False

    nonce = HiddenField()
    opinion = _one_of(Question.OPINION)
    welcome = _one_of(Question.WELCOME)
    tomorrow = _open(Question.TOMORROW.label)
    needed = _needs_field(Question.NEEDED.label)
    needed_text = _open(_("Iets anders, of wil je er meer over zeggen?"))
    offered = _open(Question.OFFERED.label)

    def __init__(self, questions: Sequence[Question]) -> None:
        """Ask these questions, on a page of its own."""
        super().__init__()
        self._questions = questions
        for question in Question:
            if question not in questions:
                del self[question.value]
        if Question.NEEDED not in questions:
            del self.needed_text
        if not _NONCE.fullmatch(self.nonce.data or ""):
            self.nonce.data = secrets.token_hex(16)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check the answers, and that there is one."""
        if not super().validate(extra_validators):
            return False
        values = self.values()
        if values["choices"] or values["texts"]:
            return True
        self.form_errors.append(_("Beantwoord minstens 1 vraag."))
        return False

    def values(self) -> dict[str, Any]:
        """Give the arguments of `service.answer`."""
        typed = super().values()
        needs = [Choice(need.value) for need in typed.get("needed") or ()]
        chosen = {
            question: [choice]
            for question in (Question.OPINION, Question.WELCOME)
            if (choice := typed.get(question.value))
        }
        if needs:
            chosen[Question.NEEDED] = needs
        words = {
            Question.TOMORROW: typed.get("tomorrow"),
            Question.NEEDED: typed.get("needed_text"),
            Question.OFFERED: typed.get("offered"),
        }
        texts = {question: text for question, text in words.items() if text}
        return {"nonce": typed["nonce"], "choices": chosen, "texts": texts}


class OwnWordsForm(BaseForm):
    """What somebody who goes on tells of themselves."""

    name = StringField(
        _("Naam"),
        [
            required(_("Vul je naam in.")),
            Length(max=80, message=_("Schrijf je naam korter.")),
            only_a_name,
        ],
        [trimmed],
        description=_("Je voornaam is genoeg."),
        render_kw={"autocomplete": "name"},
    )
    needs = _needs_field(_("Wat heb je nodig van anderen?"))
    needed = _open(_("Iets anders, of wil je er meer over zeggen?"))
    offered = _open(_("Wat kun je bieden?"))


class JoinForm(OwnWordsForm):
    """Who wants to go on; the words of the consent have a version of their own, in `terms`."""

    email = EmailField(
        _("E-mailadres"),
        [required(_("Vul je e-mailadres in. Dan kunnen we je mailen."))],
        description=_("Hier sturen we een bericht naartoe."),
        render_kw={"autocomplete": "email", "type": "email"},
    )
    consent = BooleanField(
        _("Ik vind het goed dat jullie dit bewaren om mij te mailen over meedoen. Hooguit 2 jaar."),
        [InputRequired(_("Zet een vinkje als we dit mogen bewaren."))],
    )

    def values(self) -> dict[str, Any]:
        """Give the arguments of `joining.join`."""
        return {name: value for name, value in super().values().items() if name != "consent"}


class QuestionsForm(SharedForm):
    """What a meeting asks."""

    questions = SelectMultipleField(
        _("Welke vragen stel je?"),
        choices=[_choice(question) for question in Question],
        coerce=_or_none(Question),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_("Kies 3, 4 of 5 vragen."))],
        description=_("Kies er minstens 3. Hoe korter, hoe meer mensen antwoorden."),
    )


class ReviewForm(BaseForm):
    """Why an open answer is left out."""

    reason = SelectField(
        _("Waarom laat je het weg?"),
        choices=[
            SelectChoice("", _NO_REASON),
            *(_choice(reason) for reason in LeaveOutReason),
        ],
        coerce=_or_none(LeaveOutReason),
    )


class ConnectForm(BaseForm):
    """Who was found for a need or an offer."""

    connected = BooleanField(_("Verbonden: we hebben iemand gevonden"))
    note = TextAreaField(
        _("Notitie voor collega's"),
        [Length(max=500, message=_TOO_LONG)],
        filters=[trimmed_text],
        description=_("Wie is met wie verbonden? Schrijf niet meer op dan nodig is."),
        render_kw={"rows": 3},
    )


class ConnectTextForm(ConnectForm):
    """The same for an open answer, which staff say the subject of."""

    need = SelectField(
        _("Waar gaat het over?"),
        choices=[
            SelectChoice("", _NO_NEED),
            *(_choice(need) for need in Need),
        ],
        coerce=_or_none(Need),
    )


class MarketFilter(Form):
    """Need, opgave and province; a choice that is not offered counts as none."""

    behoefte = SelectField(
        _("Behoefte"),
        choices=[ALL, *(_choice(need) for need in Need)],
        default="",
    )
    opgave = SelectField(_("Opgave"), default="")
    provincie = SelectField(
        _("Provincie"),
        choices=[ALL, *(SelectChoice(one.slug, one.label) for one in Province)],
        default="",
    )

    def __init__(self, challenges: Sequence[Challenge], typed: Any) -> None:
        """Offer the opgaven."""
        super().__init__(typed)
        self._challenges = {challenge.slug: challenge for challenge in challenges}
        self.opgave.choices = [
            ALL,
            *(SelectChoice(one.slug, f"{one.number}. {one.name}") for one in challenges),
        ]

    def wanted(self) -> Wanted:
        """Give what somebody wants to see."""
        self.validate()
        for field in self:
            if field.errors:
                field.data, field.errors = "", ()
        provinces = {province.slug: province for province in Province}
        return Wanted(
            _or_none(Need)(self.behoefte.data),
            self._challenges.get(self.opgave.data),
            provinces.get(self.provincie.data),
        )
