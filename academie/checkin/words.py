"""What the door says: a result in words for whoever stands there."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from academie.checkin.lookup import Door
from academie.checkin.queries import Crowd
from academie.checkin.terms import Verdict
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
    if result.undone:
        return Words(_("Ongedaan gemaakt"), _party(result))
    return _SAY[result.verdict](door, result)


def _welcome(_door: Door, result: ScanResult) -> Words:
    name = result.given_name
    title = _("Welkom, %(name)s", name=name) if name else _("Welkom")
    return Words(title, _came(result), " ".join(_remarks(result)))


def _came(result: ScanResult) -> str:
    """Say how many came in, and of how many when some are still to come."""
    people = result.people or 1
    if result.admitted and result.people_in < people:
        return _("%(people_in)s van %(people)s binnen", people_in=result.people_in, people=people)
    return _people(result.admitted or people)


def _remarks(result: ScanResult) -> list[str]:
    remarks = [_("Groep: %(group)s.", group=result.group)] if result.group else []
    if result.online:
        remarks.append(_("Deze aanmelding was voor online."))
    if not result.seated:
        remarks.append(_("Er zijn geen plekken meer vrij. Vraag de gastheer."))
    elif result.online:
        remarks.append(_("Er is een plek in de zaal."))
    return remarks


def _already_in(_door: Door, result: ScanResult) -> Words:
    since = formats.time_of_day(result.since) if result.since else ""
    return Words(_("Is al binnen sinds %(time)s", time=since), _party(result), _place(result))


def _place(result: ScanResult) -> str:
    if result.volunteer and result.door_name:
        return _(
            "Gescand door %(volunteer)s bij: %(door)s.",
            volunteer=result.volunteer,
            door=result.door_name,
        )
    return _("Gescand bij: %(door)s.", door=result.door_name) if result.door_name else ""


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


def _too_early(door: Door, result: ScanResult) -> Words:
    moment = formats.moment(door.admits_from)
    remark = _("Het kaartje klopt. Mensen kunnen naar binnen vanaf %(moment)s.", moment=moment)
    return Words(_("Het is nog te vroeg"), _party(result), remark)


def _revoked(_door: Door, result: ScanResult) -> Words:
    remark = _("Deze gast heeft een nieuw kaartje. Vraag daarnaar, of vraag de gastheer.")
    return Words(_("Dit kaartje is niet meer geldig"), _party(result), remark)


def _new(_door: Door, _result: ScanResult) -> Words:
    return Words(_("Welkom"), remark=_("Dit kaartje is echt en nieuw. Je lijst kent het nog niet."))


def _party(result: ScanResult) -> str:
    people = _people(result.people or 1)
    return f"{result.given_name}, {people}" if result.given_name else people


def _people(people: int) -> str:
    """Write the size of the party so that the number stays with its noun on large letters."""
    return formats.people(people).replace(" ", "\N{NO-BREAK SPACE}")


_SAY = {
    Verdict.WELCOME: _welcome,
    Verdict.ALREADY_IN: _already_in,
    Verdict.CANCELLED: _cancelled,
    Verdict.WAITING: _waiting,
    Verdict.OTHER_EVENT: _other_event,
    Verdict.UNKNOWN: _unknown,
    Verdict.TOO_EARLY: _too_early,
    Verdict.REVOKED: _revoked,
    Verdict.NEW: _new,
}
