"""What we ask for a report: which days it is about."""

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from academie.core.forms import BaseForm, DutchDateField, required


class PeriodForm(BaseForm):
    """A period by its first and its last day; reading a report needs no token."""

    class Meta(BaseForm.Meta):
        """A form that only asks."""

        csrf = False

    first = DutchDateField(_("Eerste dag"), [required(_("Vul de eerste dag in."))])
    last = DutchDateField(_("Laatste dag"), [required(_("Vul de laatste dag in."))])

    def validate_last(self, field: DutchDateField) -> None:
        """Refuse a period that ends before it begins."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(_("De laatste dag ligt voor de eerste dag. Kies een latere dag."))
