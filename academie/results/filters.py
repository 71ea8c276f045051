"""The filter of what came of it, which stands in the address."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, SearchField, SelectField
from wtforms.fields.choices import SelectChoice

from academie.reference.models import Challenge, ChangeLine, Province
from academie.results.queries import Wanted

LONGEST_WORDS = 80
_PROVINCES = {province.slug: province for province in Province}
_LINES = {line.value: line for line in ChangeLine}


class ResultsForm(Form):
    """Which outcomes to show; an unknown value means all."""

    words = SearchField(_("Woorden"), name="woorden", render_kw={"maxlength": LONGEST_WORDS})
    province = SelectField(_("Provincie"), name="provincie")
    challenge = SelectField(_("Onderwerp"), name="opgave")
    line = SelectField(_("Lijn van verandering"), name="lijn")

    def __init__(self, challenges: Sequence[Challenge], args: MultiDict[str, str]) -> None:
        """Offer these opgaven."""
        super().__init__(args)
        self.province.choices = [
            SelectChoice("", gettext("Alle provincies")),
            *(SelectChoice(province.slug, province.label) for province in Province),
        ]
        self.challenge.choices = [
            SelectChoice("", gettext("Alle onderwerpen")),
            *(SelectChoice(challenge.slug, challenge.name) for challenge in challenges),
        ]
        self.line.choices = [
            SelectChoice("", gettext("Alle lijnen")),
            *(SelectChoice(line.value, str(line.label)) for line in ChangeLine),
        ]


def read_wanted(args: Mapping[str, str]) -> Wanted:
    """Read from an address which outcomes somebody wants to see."""
    return Wanted(
        line=_LINES.get(args.get("lijn", "")),
        challenge=args.get("opgave") or None,
        province=_PROVINCES.get(args.get("provincie", "")),
        words=args.get("woorden", "").strip()[:LONGEST_WORDS],
    )


def address_of(wanted: Wanted) -> dict[str, str]:
    """Give the arguments of an address that `read_wanted` reads back."""
    found = {
        "lijn": wanted.line and wanted.line.value,
        "opgave": wanted.challenge,
        "provincie": wanted.province and wanted.province.slug,
        "woorden": wanted.words,
    }
    return {name: value for name, value in found.items() if value}
