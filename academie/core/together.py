"""Two people edit one thing: who saves second is told what changed, and keeps what was typed.

A form remembers in a hidden field what each of its fields said when it was opened, as a short
digest. What says something else by the time it is sent, somebody else changed.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, NamedTuple

from flask import request
from flask_babel import gettext as _
from wtforms import Field, HiddenField

from academie.core.forms import BaseForm

CONFLICT = 409
_DIGEST = 12


class Meanwhile(NamedTuple):
    """A field that somebody else changed, with the words it has now.

    Attributes:
        is_taken: whether the form says so too, because nobody typed anything else there.
    """

    field: Field
    now: str
    is_taken: bool


class SharedForm(BaseForm):
    """A form about something that a colleague may be changing too.

    Make it with `data`, what the thing says by now; read that with the thing locked when the form
    is sent. Without `data` it is about something new.

    Attributes:
        told: what changed meanwhile, for `components/error_summary.html`.
    """

    seen = HiddenField()

    def __init__(self, *, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Remember what is said now."""
        self._said = data or {}
        self.told: list[Meanwhile] = []
        super().__init__(data={**self._said, "seen": marks(self._said)}, **kwargs)

    def values(self) -> dict[str, Any]:
        """Give what was filled in, without what was remembered."""
        return {name: value for name, value in super().values().items() if name != "seen"}

    def may_save(self) -> bool:
        """Tell whether it was sent, filled in well, and undoes nothing that somebody else did."""
        return self.validate_on_submit() and not self.is_overtaken()

    def is_overtaken(self) -> bool:
        """Tell whether somebody else changed what this would undo; once told, it may be saved.

        A form that says the same in all those places undoes nothing: pressing twice is one.
        """
        before, now = read(self.seen.data or ""), read(marks(self._said))
        changed = [name for name in before if name in self and before[name] != now.get(name)]
        self.seen.data = marks(self._said)
        if any(digest(self[name].data) != now.get(name) for name in changed):
            self.told = [self._follow(name, before[name]) for name in changed]
        return bool(self.told)

    def _follow(self, name: str, before: str) -> Meanwhile:
        field, value = self[name], self._said.get(name)
        return Meanwhile(field, _words(field, value), is_taken=follow(field, value, before=before))


def follow(field: Field, value: object, *, before: str) -> bool:
    """Let a field say what somebody else made of it, unless somebody typed something else here.

    Args:
        before: digest of what it said when the form was opened.
    """
    if digest(field.data) == before:
        field.data, field.raw_data = value, None
    return digest(field.data) == digest(value)


def refusal_of(form: SharedForm) -> int:
    """Give the status of a form that was not taken; 0 when nothing is wrong with it."""
    if form.told:
        return CONFLICT
    return 422 if form.errors else 0


def is_sent() -> bool:
    """Tell whether a form is being sent: then its thing is to be locked before it is read."""
    return request.method == "POST"


def marks(said: Mapping[str, Any]) -> str:
    """Write down what each field says, for a hidden field."""
    return " ".join(f"{name}:{digest(value)}" for name, value in said.items())


def read(written: str) -> dict[str, str]:
    """Read back what `marks` wrote: the digest of each field; anything odd is left out."""
    parts = [mark.partition(":") for mark in written.split()]
    return {name: found for name, colon, found in parts if colon}


def digest(value: object) -> str:
    """Make two ways to say the same equal: order and white space tell nothing here."""
    parts = (
        sorted(map(str, value))
        if isinstance(value, list)
        else ["" if value is None else str(value)]
    )
    text = "\n".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


def _words(field: Field, value: object) -> str:
    """Say a value as its field shows it; some fields know how by themselves."""
    if hasattr(field, "in_words"):
        return str(field.in_words(value))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    labels = {str(choice): str(label) for choice, label, *_rest in _choices(field)}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), _plain(one)) for one in values)


def _choices(field: Field) -> Iterable[tuple[Any, ...]]:
    return field.iter_choices() if hasattr(field, "iter_choices") else ()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%-d-%-m-%Y}"
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return "" if value is None else str(value)
