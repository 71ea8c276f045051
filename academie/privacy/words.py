"""What was erased by which rule, in words people know."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from academie.core.journal import WISH

_THINGS = {
    "breakout_group.facilitator": lazy_gettext("Namen van wie een groep leidde"),
    "commitment.text": lazy_gettext("Weggelegde afspraken"),
    "commitment_party.email": lazy_gettext("Wie een afspraak kon bevestigen"),
    "confirmation.email": lazy_gettext("E-mailadressen van wie een opbrengst bevestigde"),
    "consent.text_version": lazy_gettext("Toestemming voor de nieuwsbrief"),
    "contact.name": lazy_gettext("Namen en nummers uit het draaiboek"),
    "contributor.name": lazy_gettext("Bijdragers"),
    "data_request.name": lazy_gettext("Wie iets vroeg over gegevens"),
    "follow_up.contact_name": lazy_gettext("Lokaal contact van een bijeenkomst"),
    "door_link.name": lazy_gettext("Namen van wie bij de ingang stond"),
    "evaluation_text.connected_note": lazy_gettext("Notities bij antwoorden"),
    "evaluation_text.text": lazy_gettext("Antwoorden die niemand mag zien of las"),
    "joiner.name": lazy_gettext("Wie verder wilde meedoen"),
    "own_answer.choice": lazy_gettext("Antwoorden op eigen vragen"),
    "registration.given_name": lazy_gettext("Namen en e-mailadressen van gasten"),
    "registration.phone": lazy_gettext("Telefoonnummers van gasten"),
    "sealed_needs.sealed": lazy_gettext("Wat we regelden voor gasten"),
    "seat_offer.reason": lazy_gettext("Waarom iemand voorging"),
    "series_member.given_name": lazy_gettext("Mensen van een vaste lijst"),
    "task.owner": lazy_gettext("Wie een taak deed"),
    "academy_request.name": lazy_gettext("Wie een academie aanvroeg"),
    "user_account.email": lazy_gettext("Medewerker die wegging"),
}


def rule_words(rule: str) -> str:
    """Say what a line of the journal was about: a wish, or a rule with its days."""
    if rule == WISH:
        return _("Op verzoek gewist")
    thing, _separator, days = rule.partition(" ")
    term = ngettext("na %(num)s dag", "na %(num)s dagen", int(days))
    return f"{_THINGS.get(thing, thing)}, {term}"
