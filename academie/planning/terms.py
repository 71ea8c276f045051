"""The words of planning: the parts of a format, and what a meeting does with them."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Part(StrEnum):
    """What an ingredient of a format is about."""

    PROGRAMME = "programme"
    ROLE = "role"
    TASK = "task"
    MAIL = "mail"
    CAPACITY = "capacity"

    @property
    def label(self) -> LazyString:
        """The word people know, as a heading."""
        return _PART_LABELS[self]


_PART_LABELS = {
    Part.PROGRAMME: _("Programma"),
    Part.ROLE: _("Rollen"),
    Part.TASK: _("Taken"),
    Part.MAIL: _("E-mails"),
    Part.CAPACITY: _("Plekken"),
}


class IngredientState(StrEnum):
    """What a meeting does with an ingredient of its format."""

    AS_FORMAT = "as_format"
    ADAPTED = "adapted"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    IngredientState.AS_FORMAT: _("Zoals de blauwdruk"),
    IngredientState.ADAPTED: _("Aangepast"),
    IngredientState.LEFT_OUT: _("Weggelaten"),
}
