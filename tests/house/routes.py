"""Every address of the product: for whom it is, and what it is about.

A new route gets a line in `ROUTES`; without one a test fails.
"""

from enum import Enum
from typing import NamedTuple

from flask import Flask

from academie.accounts.models import RoleName

TEAM, ORGANISER, READER = RoleName.PROJECT_TEAM, RoleName.ORGANISER, RoleName.READER


class Audience(Enum):
    """Who may open an address.

    PUBLIC is everybody, LINK whoever holds a personal link; the others have signed in. ORGANISERS
    are the project team and the organiser of the meeting that the address is about.
    """

    PUBLIC = "public"
    LINK = "link"
    STAFF = "staff"
    ORGANISERS = "organisers"
    PROJECT_TEAM = "project team"


ROLES = {
    Audience.STAFF: {TEAM, ORGANISER, READER},
    Audience.ORGANISERS: {TEAM, ORGANISER},
    Audience.PROJECT_TEAM: {TEAM},
}


class Route(NamedTuple):
    """A route's audience, and what its address is about: names of `things` by argument.

    `missing` marks an address that needs more than `things` holds: whoever may open it gets a 404.
    """

    audience: Audience
    about: dict[str, str] | None = None
    missing: bool = False


PUBLIC, LINK = Route(Audience.PUBLIC), Route(Audience.LINK)
EVENT, USER, OUTCOME = {"ref": "event"}, {"ref": "user"}, {"ref": "outcome"}
PARTNER, SERIES = {"ref": "partner"}, {"ref": "series"}
TASK = EVENT | {"task_ref": "task"}
CONTACT = EVENT | {"contact_ref": "contact"}
FORMAT = {"ref": "format"}
REQUEST = {"ref": "request"}
LINE = {"line": "meeting"}
GUEST = EVENT | {"registration_ref": "guest"}
ITEM, MATERIAL = EVENT | {"item_ref": "item"}, EVENT | {"material_ref": "material"}
CONTRIBUTOR = EVENT | {"contributor_ref": "contributor"}
LETTER = EVENT | {"letter_ref": "letter"}
GROUP = EVENT | {"group_ref": "group"}
VISIT = EVENT | {"visit_ref": "visit"}

ROUTES = {
    "pages.healthz": PUBLIC,
    "pages.robots": PUBLIC,
    "pages.sitemap": PUBLIC,
    "pages.privacy": PUBLIC,
    "pages.accessibility": PUBLIC,
    "pages.workplace": Route(Audience.STAFF),
    "accounts.sign_in": PUBLIC,
    "accounts.code": PUBLIC,
    "accounts.recovery_code": PUBLIC,
    "accounts.set_up": PUBLIC,
    "accounts.renew_recovery_codes": Route(Audience.STAFF),
    "accounts.sign_out": PUBLIC,
    "accounts.forgotten": PUBLIC,
    "accounts.forgotten_sent": PUBLIC,
    "accounts.choose_password": LINK,
    "privacy_manage.index": Route(Audience.PROJECT_TEAM),
    "privacy_manage.note": Route(Audience.PROJECT_TEAM),
    "privacy_manage.show": Route(Audience.PROJECT_TEAM, {"ref": "data_request"}),
    "privacy_manage.find": Route(Audience.PROJECT_TEAM),
    "privacy_manage.erase_everywhere": Route(Audience.PROJECT_TEAM),
    "privacy_manage.breaches": Route(Audience.PROJECT_TEAM),
    "privacy_manage.new_breach": Route(Audience.PROJECT_TEAM),
    "privacy_manage.breach": Route(Audience.PROJECT_TEAM, {"ref": "breach"}),
    "privacy_manage.journal": Route(Audience.PROJECT_TEAM),
    "keeping_manage.keep": Route(Audience.ORGANISERS, EVENT),
    "guest_privacy.show": Route(Audience.ORGANISERS, GUEST),
    "guest_privacy.download": Route(Audience.ORGANISERS, GUEST | {"kind": "json"}),
    "guest_privacy.erase": Route(Audience.ORGANISERS, GUEST),
    "accounts_manage.everybody": Route(Audience.PROJECT_TEAM),
    "accounts_manage.invite": Route(Audience.PROJECT_TEAM),
    "accounts_manage.access_log": Route(Audience.PROJECT_TEAM),
    "accounts_manage.person": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.invite_again": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.deactivate": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.activate": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.reset_second_step": Route(Audience.PROJECT_TEAM, USER),
    "events.agenda": PUBLIC,
    "events.show": PUBLIC,
    "events.event_file": PUBLIC,
    "events.event_picture": PUBLIC,
    "events.picture_of_all": PUBLIC,
    "events.municipality_names": PUBLIC,
    "feeds.calendar": PUBLIC,
    "feeds.news": PUBLIC,
    "feeds.data": PUBLIC,
    "share.subscribe": PUBLIC,
    "share.frame": PUBLIC,
    "share.frame_script": PUBLIC,
    "newsletter.show": Route(Audience.STAFF),
    "subscribers_manage.hand_over": Route(Audience.PROJECT_TEAM),
    "events_manage.index": Route(Audience.STAFF),
    "events_manage.new": Route(Audience.ORGANISERS),
    "events_manage.edit": Route(Audience.ORGANISERS, EVENT),
    "events_manage.cancel": Route(Audience.ORGANISERS, EVENT),
    "events_manage.move": Route(Audience.ORGANISERS, EVENT | {"name": "uitstellen"}),
    "planning_manage.tasks": Route(Audience.ORGANISERS),
    "seats_manage.kept": Route(Audience.ORGANISERS, EVENT),
    "planning_manage.runbook": Route(Audience.ORGANISERS, EVENT),
    "planning_manage.begin": Route(Audience.ORGANISERS, EVENT),
    "planning_manage.take_over": Route(Audience.ORGANISERS, EVENT | {"key": "key"}),
    "planning_manage.task": Route(Audience.ORGANISERS, TASK),
    "planning_manage.tick": Route(Audience.ORGANISERS, TASK),
    "planning_manage.reopen": Route(Audience.ORGANISERS, TASK),
    "planning_manage.remove_task": Route(Audience.ORGANISERS, TASK),
    "planning_manage.ingredient": Route(
        Audience.ORGANISERS, EVENT | {"ingredient_ref": "ingredient"}
    ),
    "planning_manage.copy": Route(Audience.ORGANISERS, EVENT),
    "paper_manage.contacts": Route(Audience.ORGANISERS, EVENT),
    "paper_manage.contact": Route(Audience.ORGANISERS, CONTACT),
    "paper_manage.remove_contact": Route(Audience.ORGANISERS, CONTACT),
    "paper_manage.emergency": Route(Audience.ORGANISERS, EVENT),
    "paper_manage.sheet": Route(Audience.ORGANISERS, EVENT),
    "paper_manage.flyer": Route(Audience.ORGANISERS, EVENT | {"size": "a5"}),
    "formats_manage.index": Route(Audience.PROJECT_TEAM),
    "formats_manage.new": Route(Audience.PROJECT_TEAM, {"kind": "kenniskring"}),
    "formats_manage.show": Route(Audience.PROJECT_TEAM, FORMAT),
    "formats_manage.issue": Route(Audience.PROJECT_TEAM, FORMAT),
    "formats_manage.discard": Route(Audience.PROJECT_TEAM, FORMAT),
    "formats_manage.compare": Route(Audience.PROJECT_TEAM, FORMAT),
    "formats_manage.add": Route(Audience.PROJECT_TEAM, FORMAT | {"part": "role"}),
    "formats_manage.change": Route(Audience.PROJECT_TEAM, FORMAT | {"key": "key"}),
    "formats_manage.move": Route(Audience.PROJECT_TEAM, FORMAT | {"key": "key", "verb": "weg"}),
    "registrations.register": PUBLIC,
    "registrations.received": PUBLIC,
    "registrations.mine": LINK,
    "registrations.ticket": LINK,
    "registrations.calendar": LINK,
    "registrations.sign_off": LINK,
    "registrations.ticket_page": LINK,
    "registrations.keeper": PUBLIC,
    "selfservice.change": LINK,
    "selfservice.undo": LINK,
    "selfservice.join_online": LINK,
    "selfservice.stop_waiting": LINK,
    "selfservice.offer": LINK,
    "selfservice.answer": LINK,
    "selfservice.lost": PUBLIC,
    "selfservice.lost_of_event": PUBLIC,
    "selfservice.lost_sent": PUBLIC,
    "privacy.mine": LINK,
    "privacy.download": LINK,
    "privacy.readable": LINK,
    "privacy.agree": LINK,
    "privacy.disagree": LINK,
    "privacy.erase": LINK,
    "privacy.erased": PUBLIC,
    "registrations_manage.breakout_groups": Route(Audience.ORGANISERS, EVENT),
    "registrations_manage.breakout_group": Route(Audience.ORGANISERS, GROUP),
    "registrations_manage.note_group": Route(Audience.ORGANISERS, GROUP),
    "registrations_manage.move_group": Route(Audience.ORGANISERS, GROUP | {"direction": "omhoog"}),
    "registrations_manage.remove_group": Route(Audience.ORGANISERS, GROUP),
    "registrations_manage.overview": Route(Audience.ORGANISERS, EVENT),
    "needs_manage.overview": Route(Audience.PROJECT_TEAM, EVENT),
    "needs_manage.names": Route(Audience.PROJECT_TEAM, EVENT),
    "needs_manage.hosts": Route(Audience.ORGANISERS, EVENT),
    "questions_manage.fields": Route(Audience.ORGANISERS, EVENT),
    "questions_manage.add": Route(Audience.ORGANISERS, EVENT),
    "questions_manage.remove": Route(
        Audience.ORGANISERS, EVENT | {"question_ref": "guest"}, missing=True
    ),
    "registrations_manage.detail": Route(Audience.ORGANISERS, GUEST),
    "registrations_manage.cancel": Route(Audience.ORGANISERS, GUEST),
    "registrations_manage.send_again": Route(Audience.ORGANISERS, GUEST),
    "checkin.join": LINK,
    "checkin.arrive": LINK,
    "checkin.proof": LINK,
    "letters.still_coming": LINK,
    "letters.stop": LINK,
    "letters.stop_now": LINK,
    "letters_manage.overview": Route(Audience.ORGANISERS, EVENT),
    "letters_manage.mails": Route(Audience.ORGANISERS, EVENT),
    "letters_manage.send_all_again": Route(Audience.ORGANISERS, EVENT),
    "letters_manage.send_again": Route(
        Audience.ORGANISERS, EVENT | {"message_ref": "guest"}, missing=True
    ),
    "letters_manage.write": Route(Audience.ORGANISERS, EVENT),
    "letters_manage.letter": Route(Audience.ORGANISERS, LETTER),
    "letters_manage.change": Route(Audience.ORGANISERS, LETTER),
    "letters_manage.try_out": Route(Audience.ORGANISERS, LETTER),
    "letters_manage.send": Route(Audience.ORGANISERS, LETTER),
    "letters_manage.discard": Route(Audience.ORGANISERS, LETTER),
    "list_manage.export": Route(Audience.ORGANISERS, EVENT),
    "list_manage.upload": Route(Audience.ORGANISERS, EVENT),
    "list_manage.apply": Route(Audience.ORGANISERS, EVENT),
    "guest_manage.change": Route(Audience.ORGANISERS, GUEST),
    "guest_manage.go_ahead": Route(Audience.ORGANISERS, GUEST),
    "guest_manage.answer": Route(Audience.ORGANISERS, GUEST | {"answer": "aannemen"}),
    "guest_manage.undo_cancel": Route(Audience.ORGANISERS, GUEST),
    "programme.contribution": LINK,
    "programme.reword": LINK,
    "programme.withdraw": LINK,
    "programme_manage.overview": Route(Audience.ORGANISERS, EVENT),
    "programme_manage.item": Route(Audience.ORGANISERS, ITEM),
    "programme_manage.move": Route(Audience.ORGANISERS, ITEM | {"direction": "omhoog"}),
    "programme_manage.remove_item": Route(Audience.ORGANISERS, ITEM),
    "programme_manage.new_contributor": Route(Audience.ORGANISERS, EVENT),
    "programme_manage.contributor": Route(Audience.ORGANISERS, CONTRIBUTOR),
    "programme_manage.ask": Route(Audience.ORGANISERS, CONTRIBUTOR),
    "programme_manage.move_contributor": Route(
        Audience.ORGANISERS, CONTRIBUTOR | {"direction": "omhoog"}
    ),
    "programme_manage.remove_contributor": Route(Audience.ORGANISERS, CONTRIBUTOR),
    "programme_manage.materials": Route(Audience.ORGANISERS, EVENT),
    "programme_manage.material": Route(Audience.ORGANISERS, MATERIAL),
    "programme_manage.remove_material": Route(Audience.ORGANISERS, MATERIAL),
    "assisted.register": LINK,
    "assisted.tickets": LINK,
    "assisted.ticket_file": LINK,
    "assisted_manage.new": Route(Audience.ORGANISERS, EVENT),
    "assisted_manage.tickets": Route(Audience.ORGANISERS, VISIT),
    "assisted_manage.ticket_file": Route(Audience.ORGANISERS, VISIT),
    "assisted_manage.ticket": Route(Audience.ORGANISERS, GUEST),
    "assisted_manage.helpers": Route(Audience.ORGANISERS, EVENT),
    "assisted_manage.revoke": Route(Audience.ORGANISERS, EVENT | {"link_ref": "helper"}),
    "assisted_manage.to_call": Route(Audience.ORGANISERS, EVENT),
    "assisted_manage.note_call": Route(Audience.ORGANISERS, GUEST),
    "assisted_manage.take_back_call": Route(Audience.ORGANISERS, GUEST),
    "assisted_manage.answer_offer": Route(Audience.ORGANISERS, GUEST | {"answer": "ja"}),
    "assisted_manage.address": Route(Audience.ORGANISERS, GUEST),
    "assisted_manage.mail_returned": Route(Audience.ORGANISERS, GUEST),
    "assisted_manage.give_up": Route(Audience.ORGANISERS, GUEST),
    "checkin.door": LINK,
    "checkin.device": LINK,
    "checkin.act": LINK,
    "checkin.worker": PUBLIC,
    "checkin_api.guest_list": LINK,
    "checkin_api.state": LINK,
    "checkin_api.scans": LINK,
    "checkin_api.search": LINK,
    "checkin_api.finish": LINK,
    "door_paper.door_list": Route(Audience.ORGANISERS, EVENT | {"kind": "names"}),
    "door_paper.name_badges": Route(Audience.ORGANISERS, EVENT),
    "door_live.now": Route(Audience.ORGANISERS, EVENT),
    "checkin_manage.doors": Route(Audience.ORGANISERS, EVENT),
    "checkin_manage.revoke": Route(Audience.ORGANISERS, EVENT | {"door_ref": "door"}),
    "evaluations.answer": LINK,
    "evaluations.thanks": LINK,
    "evaluations.join": LINK,
    "evaluations.joined": LINK,
    "evaluations.mine": LINK,
    "evaluations.leave": LINK,
    "evaluations.left": PUBLIC,
    "evaluations_manage.results": Route(Audience.ORGANISERS, EVENT),
    "evaluations_manage.questions": Route(Audience.ORGANISERS, EVENT),
    "evaluations_manage.sheet": Route(Audience.ORGANISERS, EVENT),
    "evaluations_manage.decide": Route(
        Audience.ORGANISERS, EVENT | {"text_ref": "answer", "verb": "goed"}
    ),
    "evaluations_manage.market": Route(Audience.ORGANISERS),
    "evaluations_manage.wish": Route(Audience.ORGANISERS, {"text_ref": "answer"}),
    "evaluations_manage.joiner": Route(Audience.ORGANISERS, {"joiner_ref": "joiner"}),
    "followups.timeline": PUBLIC,
    "followups.outcomes": PUBLIC,
    "followups.outcome": PUBLIC,
    "followups_manage.register": Route(Audience.STAFF),
    "followups_manage.new": Route(Audience.ORGANISERS),
    "followups_manage.timeline": Route(Audience.ORGANISERS, EVENT),
    "followups_manage.show": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.what": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.knowing": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.meaning": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.observe": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.show_evidence": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.submit": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.adopt": Route(Audience.PROJECT_TEAM, OUTCOME),
    "followups_manage.hand_back": Route(Audience.PROJECT_TEAM, OUTCOME),
    "followups_manage.withdraw": Route(Audience.ORGANISERS, OUTCOME),
    "partners.names": PUBLIC,
    "partners_manage.index": Route(Audience.STAFF),
    "partners_manage.export": Route(Audience.STAFF),
    "partners_manage.new": Route(Audience.PROJECT_TEAM),
    "partners_manage.edit": Route(Audience.PROJECT_TEAM, PARTNER),
    "partners_manage.merge": Route(Audience.PROJECT_TEAM, PARTNER),
    "partners_manage.doubles": Route(Audience.PROJECT_TEAM),
    "partners_manage.sector_list": Route(Audience.PROJECT_TEAM),
    "partners_manage.sector": Route(Audience.PROJECT_TEAM, {"slug": "sector"}),
    "partners_manage.change_sector": Route(
        Audience.PROJECT_TEAM, {"slug": "sector", "verb": "omhoog"}
    ),
    "partners_manage.upload": Route(Audience.PROJECT_TEAM),
    "partners_manage.preview": Route(Audience.PROJECT_TEAM, {"ref": "upload"}),
    "series.show": PUBLIC,
    "series.asked": PUBLIC,
    "series.mine": LINK,
    "series.confirm": LINK,
    "series.leave": LINK,
    "series.invitation": LINK,
    "series.come": LINK,
    "series.decline": LINK,
    "series_manage.index": Route(Audience.STAFF),
    "series_manage.new": Route(Audience.PROJECT_TEAM),
    "series_manage.overview": Route(Audience.STAFF, SERIES),
    "series_manage.edit": Route(Audience.PROJECT_TEAM, SERIES),
    "series_manage.end": Route(Audience.PROJECT_TEAM, SERIES),
    "series_manage.members": Route(Audience.PROJECT_TEAM, SERIES),
    "series_manage.remove": Route(Audience.PROJECT_TEAM, SERIES | {"member_ref": "member"}),
    "series_manage.invite": Route(Audience.ORGANISERS, EVENT),
    "requests.new": PUBLIC,
    "requests.saved": PUBLIC,
    "requests.received": PUBLIC,
    "requests.erased": PUBLIC,
    "requests.mine": LINK,
    "requests.correct": LINK,
    "requests.erase": LINK,
    "requests.who": LINK,
    "requests.data": LINK,
    "requests.letter": Route(Audience.LINK, LINE),
    "requests.remove_letter": Route(Audience.LINK, LINE),
    "requests.answer": LINK,
    "requests.withdraw": LINK,
    "requests_manage.board": Route(Audience.PROJECT_TEAM),
    "requests_manage.show": Route(Audience.PROJECT_TEAM, REQUEST),
    "requests_manage.letter": Route(Audience.PROJECT_TEAM, REQUEST | LINE),
    "requests_manage.ask": Route(Audience.PROJECT_TEAM, REQUEST),
    "requests_manage.accept": Route(Audience.PROJECT_TEAM, REQUEST),
    "requests_manage.decline": Route(Audience.PROJECT_TEAM, REQUEST),
    "reports_manage.report": Route(Audience.STAFF),
    "reports_manage.download": Route(Audience.STAFF, {"kind": "pdf"}),
}
STAFF_ROUTES = sorted(name for name, route in ROUTES.items() if route.audience in ROLES)


def path(app: Flask, endpoint: str, values: dict[str, str]) -> str:
    return app.url_map.bind("localhost").build(endpoint, values)


def methods(app: Flask, endpoint: str) -> set[str]:
    rules = app.url_map.iter_rules(endpoint)
    return {method for rule in rules for method in rule.methods or ()} & {"GET", "POST"}
