"""The fields that forms about requests share."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from academie.core.forms import trimmed, trimmed_text
from academie.events.fields import TOO_LONG


def line_field(label: Any, *needed: Any, most: int = 200, **kwargs: Any) -> StringField:
    """Ask for a few words."""
    validators = [*needed, Length(max=most, message=TOO_LONG)]
    return StringField(label, validators, filters=[trimmed], **kwargs)


def text_field(label: Any, description: Any, *needed: DataRequired, rows: int = 3) -> TextAreaField:
    """Ask for some sentences."""
    return TextAreaField(
        label,
        [*needed, Length(max=2000, message=TOO_LONG)],
        filters=[trimmed_text],
        description=description,
        render_kw={"rows": rows},
    )
