"""What the door says: a result in words for whoever stands there."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from academie.checkin.models import Verdict
from academie.checkin.queries import Crowd, Door
from academie.checkin.verdicts import ScanResult
from academie.core import formats
from academie.events.terms import EventStatus


class Words(NamedTuple):
    """A verdict in words: the sentence that counts, who it is about, and what helps."""

    title: str
    party: str = ""
    remark: str = ""


def called_off(door: Door) -> str:
    """Say that the meeting of this door does not take place; nothing when it does."""
    if door.event_status is EventStatus.CANCELLED:
        return _("Deze bijeenkomst gaat niet door")
    if door.event_status is EventStatus.POSTPONED:
        return _("Deze bijeenkomst is uitgesteld")
    return ""


def crowd(now_in: Crowd) -> str:
    """Say how many are in: `86 van 140 binnen`."""
    return _(
        "%(people)s van %(expected)s binnen",
        people=formats.number(now_in.people_in),
        expected=formats.number(now_in.expected),
    )


def verdict(door: Door, result: ScanResult) -> Words:
    """Say what became of a ticket."""
    return _SAY[result.verdict](door, result)


def _welcome(_door: Door, result: ScanResult) -> Words:
    name = result.given_name
    title = _("Welkom, %(name)s", name=name) if name else _("Welkom")
    remarks = [_("Groep: %(group)s.", group=result.group)] if result.group else []
    if result.online:
        remarks.append(_("Deze aanmelding was voor online. Kijk of er nog een stoel vrij is."))
    return Words(title, _people(result), " ".join(remarks))


def _already_in(_door: Door, result: ScanResult) -> Words:
    since = formats.time_of_day(result.since) if result.since else ""
    place = _("Gescand bij: %(door)s.", door=result.door_name) if result.door_name else ""
    return Words(_("Is al binnen sinds %(time)s", time=since), _party(result), place)


def _cancelled(door: Door, result: ScanResult) -> Words:
    if reason := called_off(door):
        return Words(reason, _party(result))
    advice = _("Vraag de gastheer of er nog plek is.")
    return Words(_("Deze aanmelding is afgezegd"), _party(result), advice)


def _waiting(_door: Door, result: ScanResult) -> Words:
    if result.seats_left is None:
        room = _("Er is nog plek.")
    elif result.seats_left == 0:
        room = _("Er zijn geen plekken meer vrij. Vraag de gastheer.")
    else:
        room = ngettext(
            "Er is nog %(num)s plek.", "Er zijn nog %(num)s plekken.", result.seats_left
        )
    return Words(_("Staat op de wachtlijst"), _party(result), room)


def _other_event(_door: Door, result: ScanResult) -> Words:
    title = _("Dit kaartje is voor een andere bijeenkomst")
    return Words(title, remark=result.other_event or "")


def _unknown(_door: Door, result: ScanResult) -> Words:
    if result.too_many_codes:
        advice = _("Scan het kaartje. Of wacht 10 minuten en typ de code opnieuw.")
        return Words(_("Er zijn te veel verkeerde codes getypt"), remark=advice)
    advice = _("Typ de code die op het kaartje staat. Lukt dat niet? Vraag de gastheer.")
    return Words(_("Deze code kennen we niet"), remark=advice)


def _party(result: ScanResult) -> str:
    people = _people(result)
    return f"{result.given_name}, {people}" if result.given_name else people


def _people(result: ScanResult) -> str:
    """Write the size of the party so that the number stays with its noun on large letters."""
    return formats.people(result.people or 1).replace(" ", "\N{NO-BREAK SPACE}")


_SAY = {
    Verdict.WELCOME: _welcome,
    Verdict.ALREADY_IN: _already_in,
    Verdict.CANCELLED: _cancelled,
    Verdict.WAITING: _waiting,
    Verdict.OTHER_EVENT: _other_event,
    Verdict.UNKNOWN: _unknown,
}
