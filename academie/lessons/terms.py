"""The words of lessons."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class LessonFactor(Term):
    """What a lesson is about: what made it work, or what stood in the way."""

    SUCCESS = "success", _("Dit hielp")
    FAILURE = "failure", _("Dit stond in de weg")
