"""The application: the one module that knows every room."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from flask import Blueprint, Flask, has_request_context, request
from flask_babel import gettext as _
from flask_migrate import Migrate
from jinja2 import StrictUndefined

from academie import pages
from academie.accounts import guards, security
from academie.accounts import manage as accounts_manage
from academie.accounts import messages as account_messages
from academie.accounts import retention as account_retention
from academie.accounts import views as accounts
from academie.accounts.models import RoleName
from academie.assisted import manage as assisted_manage
from academie.assisted import views as assisted
from academie.checkin import api as checkin_api
from academie.checkin import live_manage as door_live
from academie.checkin import manage as checkin_manage
from academie.checkin import paper_manage as door_paper
from academie.checkin import retention as checkin_retention
from academie.checkin import views as checkin
from academie.config import Settings, current_settings, load_settings
from academie.core import assets, formats, i18n, links, patterns, schema, web
from academie.core.db import db
from academie.core.limits import limiter
from academie.evaluations import manage as evaluations_manage
from academie.evaluations import messages as evaluation_messages
from academie.evaluations import retention as evaluation_retention
from academie.evaluations import service as evaluation_service
from academie.evaluations import views as evaluations
from academie.events import feeds as events_feeds
from academie.events import manage as events_manage
from academie.events import newsletter as events_newsletter
from academie.events import retention as event_retention
from academie.events import seats_manage
from academie.events import service as event_service
from academie.events import share as events_share
from academie.events import views as events
from academie.followups import manage as followups_manage
from academie.followups import views as followups
from academie.letters import manage as letters_manage
from academie.letters import messages as letter_messages
from academie.letters import refusals as letter_refusals
from academie.letters import reminders
from academie.letters import views as letters
from academie.needs import manage as needs_manage
from academie.needs import retention as needs_retention
from academie.outbox import delivery
from academie.outbox import retention as outbox_retention
from academie.outbox.models import Renderer
from academie.partners import manage as partners_manage
from academie.partners import views as partners
from academie.planning import formats_manage, paper_manage
from academie.planning import manage as planning_manage
from academie.planning import retention as planning_retention
from academie.privacy import guest_manage as guest_privacy
from academie.privacy import keeping_manage
from academie.privacy import manage as privacy_manage
from academie.privacy import messages as privacy_messages
from academie.privacy import replay as privacy_replay
from academie.privacy import retention as privacy_retention
from academie.privacy import views as privacy
from academie.programme import manage as programme_manage
from academie.programme import messages as programme_messages
from academie.programme import retention as programme_retention
from academie.programme import views as programme
from academie.questions import manage as questions_manage
from academie.questions import retention as question_retention
from academie.registrations import addresses as registration_addresses
from academie.registrations import guest_manage, list_manage, selfservice, subscribers_manage
from academie.registrations import lost as lost_mail
from academie.registrations import manage as registrations_manage
from academie.registrations import messages as registration_messages
from academie.registrations import offers as registration_offers
from academie.registrations import overtaken as registration_overtaken
from academie.registrations import releasing as registration_releasing
from academie.registrations import retention as registration_retention
from academie.registrations import service as registration_service
from academie.registrations import views as registrations
from academie.registrations.pace import LEAST_SECONDS
from academie.reports import manage as reports_manage
from academie.requests import manage as requests_manage
from academie.requests import messages as request_messages
from academie.requests import retention as request_retention
from academie.requests import views as requests
from academie.series import manage as series_manage
from academie.series import messages as series_messages
from academie.series import retention as series_retention
from academie.series import service as series_service
from academie.series import views as series

ROOT = Path(__file__).parent.parent
PAGES: tuple[Blueprint, ...] = (
    pages.bp,
    events.bp,
    events_feeds.bp,
    events_share.bp,
    registrations.bp,
    assisted.bp,
    selfservice.bp,
    privacy.bp,
    checkin.bp,
    checkin_api.bp,
    evaluations.bp,
    followups.bp,
    partners.bp,
    letters.bp,
    series.bp,
    requests.bp,
    programme.bp,
    accounts.bp,
    requests_manage.bp,
    events_manage.bp,
    events_newsletter.bp,
    seats_manage.bp,
    programme_manage.bp,
    planning_manage.bp,
    paper_manage.bp,
    formats_manage.bp,
    registrations_manage.bp,
    needs_manage.bp,
    list_manage.bp,
    subscribers_manage.bp,
    guest_manage.bp,
    guest_privacy.bp,
    keeping_manage.bp,
    privacy_manage.bp,
    assisted_manage.bp,
    questions_manage.bp,
    checkin_manage.bp,
    door_paper.bp,
    door_live.bp,
    letters_manage.bp,
    evaluations_manage.bp,
    followups_manage.bp,
    reports_manage.bp,
    partners_manage.bp,
    series_manage.bp,
    accounts_manage.bp,
)
RENDERERS: dict[str, Renderer] = {
    **registration_messages.RENDERERS,
    **lost_mail.RENDERERS,
    **privacy_messages.RENDERERS,
    **programme_messages.RENDERERS,
    **request_messages.RENDERERS,
    **series_messages.RENDERERS,
    **letter_messages.RENDERERS,
    **evaluation_messages.RENDERERS,
    **account_messages.RENDERERS,
}
DUTIES: tuple[Callable[[datetime], None], ...] = (
    event_service.close_due,
    registration_addresses.note_refusals,
    registration_releasing.release_due,
    registration_overtaken.keep_up,
    registration_offers.expire_due,
    registration_offers.offer_free_seats,
    registration_service.tell_about_changes,
    letter_refusals.note_refusals,
    reminders.remind_due,
)
HOURLY: tuple[Callable[[datetime], None], ...] = (
    event_retention.erase_due,
    registration_retention.erase_due,
    needs_retention.erase_due,
    question_retention.erase_due,
    checkin_retention.erase_due,
    evaluation_service.count_in,
    evaluation_retention.erase_due,
    series_service.ask_due,
    series_retention.erase_due,
    request_retention.erase_due,
    programme_retention.erase_due,
    planning_retention.erase_due,
    account_retention.forget_old,
    privacy_retention.forget_staff,
    account_retention.shed_log,
    privacy_retention.erase_due,
    privacy_replay.write_down,
    privacy_retention.clear_last_mails,
    privacy_retention.shed_journal,
    outbox_retention.forget_old,
    outbox_retention.clear_folder,
)


class NavItem(NamedTuple):
    """A line of the workplace's menu."""

    url: str
    label: str
    current: bool


def create_app(settings: Settings | None = None, **overrides: object) -> Flask:
    """Build the application.

    Args:
        settings: what `load_settings` reads from the environment when absent.
        overrides: Flask configuration for tests.

    Raises:
        ConfigError: a setting is missing or wrong.
    """
    settings = settings or load_settings()
    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.extensions["academie.settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        RATELIMIT_STORAGE_URI=settings.limits_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 16, "max_overflow": 16},
        LEAST_SECONDS=LEAST_SECONDS,
    )
    app.config.update(overrides)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    Migrate(app, db, directory=str(schema.MIGRATIONS), render_as_batch=True)
    i18n.init_app(app)
    formats.init_app(app)
    links.init_app(app, settings.secret_key)
    web.init_app(app, base_url=settings.base_url, trusted_proxies=settings.trusted_proxies)
    limiter.init_app(app)
    security.init_app(app, settings.secret_key)
    assets.init_app(app)
    delivery.init_app(app, RENDERERS, DUTIES, HOURLY)
    app.context_processor(_site)
    app.context_processor(_workplace)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    if app.debug:
        app.register_blueprint(patterns.bp)
    return app


def _site() -> dict[str, Any]:
    settings = current_settings()
    return {"site": {"mail": settings.mail_from, "phone": settings.contact_phone}}


def _workplace() -> dict[str, Any]:
    """Give pages of the workplace their menu; public pages never look at the session."""
    if not has_request_context() or not request.path.startswith("/beheer"):
        return {}
    if not guards.is_staff():
        return {}
    user = guards.staff()
    lines = [
        ("/beheer/", _("Overzicht")),
        ("/beheer/bijeenkomsten", _("Bijeenkomsten")),
        ("/beheer/opbrengsten", _("Opvolging")),
        ("/beheer/rapporten", _("Rapporten")),
        ("/beheer/partners", _("Partners")),
    ]
    if user.holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER):
        lines.append(("/beheer/vraag-en-aanbod", _("Vraag en aanbod")))
    if user.holds(RoleName.PROJECT_TEAM):
        lines.insert(1, ("/beheer/aanvragen", _("Aanvragen")))
        lines.append(("/beheer/blauwdrukken", _("Blauwdrukken")))
        lines.append(("/beheer/medewerkers", _("Medewerkers")))
        lines.append(("/beheer/privacy", _("Privacy")))
    menu = [NavItem(url, label, _is_current(url)) for url, label in lines]
    return {"staff_nav": menu, "signed_in": user, "sign_out_url": "/uitloggen"}


def _is_current(url: str) -> bool:
    return request.path == url if url == "/beheer/" else request.path.startswith(url)
