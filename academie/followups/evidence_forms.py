"""What we ask of whoever shows that an outcome is true."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, FileStorage
from wtforms import BooleanField, Form, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from academie.core.addresses import require_web_address
from academie.core.content.kinds import FileKind
from academie.core.forms import (
    BaseForm,
    DutchDateField,
    trimmed_text,
)
from academie.followups.evidence import QUOTE_LENGTH
from academie.followups.fields import TOO_LONG, line_field, select
from academie.followups.terms import EvidenceKind, Portrayed

_ACCEPTED = ",".join(f".{kind.value}" for kind in FileKind) + ",.jpeg"


class EvidenceForm(BaseForm):
    """Something that shows an outcome is true."""

    class Meta(BaseForm.Meta):
        """What counts as typed: a file too."""

        def wrap_formdata(self, form: Form, formdata: object) -> Any:
            """Take the files that this request sent as well."""
            sent = super().wrap_formdata(form, formdata)
            return CombinedMultiDict([sent, request.files]) if sent else None

    kind = select(_("Wat voor bewijs is het?"), EvidenceKind, _("Kies een soort bewijs."))
    title = line_field(
        _("Titel"), _("Vul een titel in."), description=_("Geen namen van personen.")
    )
    file = FileField(
        _("Bestand"),
        description=_(
            "Een PDF, een foto (jpg, png, webp) of een document van Word, Excel, PowerPoint of"
            " LibreOffice. Hooguit 20 MB, zonder macro's en zonder wachtwoord."
        ),
        render_kw={"accept": _ACCEPTED},
    )
    portrayed = select(
        _("Is het een foto? Zijn er mensen op te herkennen?"),
        Portrayed,
        description=_("Waar en wanneer een foto is gemaakt, halen we eraf."),
    )
    link = line_field(_("Link"), most=1000, render_kw={"inputmode": "url"})
    location = line_field(
        _("Waar staat het?"), description=_("Een bladzijde of regel. Bijvoorbeeld: bladzijde 12.")
    )
    dated_on = DutchDateField(_("Datum van het bewijs"), [Optional()])
    quote = TextAreaField(
        _("Belangrijkste zin"),
        [Length(max=QUOTE_LENGTH, message=TOO_LONG)],
        filters=[trimmed_text],
        description=_("Hooguit 300 tekens, precies zoals het er staat."),
        render_kw={"rows": 2},
    )
    independent = BooleanField(_("Gemaakt door iemand van buiten, die hier geen belang bij heeft"))
    public = BooleanField(_("Iedereen mag dit bewijs zien"))

    def __init__(self, **kwargs: Any) -> None:
        """Stand beside the form of an observation."""
        super().__init__(prefix="shown-", **kwargs)

    @property
    def sent_file(self) -> FileStorage | None:
        """The file that came along, if any."""
        return self.file.data if isinstance(self.file.data, FileStorage) else None

    def validate_link(self, field: StringField) -> None:
        """Take addresses of pages only."""
        require_web_address(field.data)

    def validate_file(self, _field: FileField) -> None:
        """Ask for something to look at."""
        if not (self.sent_file or self.link.data or self.location.data):
            raise ValidationError(
                _("Kies een bestand of geef een link. Of schrijf waar het te vinden is.")
            )

    def validate_independent(self, field: BooleanField) -> None:
        """Our own word is never independent."""
        if field.data and self.kind.data is EvidenceKind.OWN_REPORT:
            raise ValidationError(
                _("Een eigen bericht is niet onafhankelijk. Haal het vinkje weg.")
            )

    def values(self) -> dict[str, Any]:
        """Give what the service asks for."""
        return {name: value for name, value in super().values().items() if name != "file"}

    def ask_again(self) -> None:
        """Say that a file has to be chosen once more: a browser does not keep it."""
        if self.sent_file and self.errors and not self.file.errors:
            sentence = _("Kies het bestand nog een keer. Een browser onthoudt het niet.")
            self.file.errors = (str(sentence),)
