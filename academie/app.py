"""The application: the one module that knows every room."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Flask
from flask_migrate import Migrate

from academie import pages
from academie.accounts import manage as accounts_manage
from academie.accounts import security
from academie.accounts import views as accounts
from academie.activity import manage as activity_manage
from academie.activity import views as activity
from academie.alliances import manage as alliances_manage
from academie.alliances import pledges_manage
from academie.assisted import manage as assisted_manage
from academie.assisted import views as assisted
from academie.checkin import api as checkin_api
from academie.checkin import live_manage as door_live
from academie.checkin import manage as checkin_manage
from academie.checkin import paper_manage as door_paper
from academie.checkin import views as checkin
from academie.checkpoints import manage as checkpoints_manage
from academie.checkpoints import views as checkpoints
from academie.commitments import api as commitments_api
from academie.commitments import manage as commitments_manage
from academie.commitments import views as commitments
from academie.config import Settings, current_settings, load_settings
from academie.core import (
    assets,
    formats,
    given_back,
    i18n,
    links,
    patterns,
    schema,
    templating,
    web,
)
from academie.core.db import db
from academie.core.in_turn import PagesInTurn
from academie.core.limits import limiter
from academie.dashboard import manage as dashboard_manage
from academie.duties import DUTIES, ELSEWHERE, HOURLY, RENDERERS, WORK
from academie.evaluations import manage as evaluations_manage
from academie.evaluations import views as evaluations
from academie.events import feeds as events_feeds
from academie.events import manage as events_manage
from academie.events import newsletter as events_newsletter
from academie.events import seats_manage
from academie.events import share as events_share
from academie.events import views as events
from academie.followups import (
    confirming_manage,
    confirming_views,
    evidence_manage,
    linking_manage,
    typed_manage,
)
from academie.followups import manage as followups_manage
from academie.followups import views as followups
from academie.jobs import manage as jobs_manage
from academie.jobs import runner
from academie.lessons import manage as lessons_manage
from academie.letters import manage as letters_manage
from academie.letters import views as letters
from academie.menu import workplace
from academie.needs import manage as needs_manage
from academie.outbox import delivery
from academie.partners import manage as partners_manage
from academie.partners import views as partners
from academie.planning import formats_manage, paper_manage
from academie.planning import manage as planning_manage
from academie.plans import manage as plans_manage
from academie.privacy import elsewhere as privacy_elsewhere
from academie.privacy import guest_manage as guest_privacy
from academie.privacy import keeping_manage
from academie.privacy import manage as privacy_manage
from academie.privacy import views as privacy
from academie.privacy.invented import refuse_real_people
from academie.programme import manage as programme_manage
from academie.programme import views as programme
from academie.questions import manage as questions_manage
from academie.registrations import guest_manage, list_manage, selfservice, subscribers_manage
from academie.registrations import manage as registrations_manage
from academie.registrations import views as registrations
from academie.registrations.pace import LEAST_SECONDS
from academie.reports import attendees_manage, lists_manage
from academie.reports import manage as reports_manage
from academie.reports import views as reports
from academie.requests import manage as requests_manage
from academie.requests import views as requests
from academie.results import open_views as open_results
from academie.results import views as results
from academie.series import manage as series_manage
from academie.series import views as series
from academie.stories import figures_manage
from academie.stories import manage as stories_manage
from academie.stories import views as stories

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
    results.bp,
    reports.bp,
    activity.bp,
    open_results.bp,
    stories.bp,
    checkpoints.bp,
    commitments.bp,
    commitments_api.bp,
    confirming_views.bp,
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
    alliances_manage.bp,
    pledges_manage.bp,
    lessons_manage.bp,
    stories_manage.bp,
    figures_manage.bp,
    checkpoints_manage.bp,
    commitments_manage.bp,
    confirming_manage.bp,
    evidence_manage.bp,
    linking_manage.bp,
    typed_manage.bp,
    lists_manage.bp,
    reports_manage.bp,
    dashboard_manage.bp,
    attendees_manage.bp,
    plans_manage.bp,
    activity_manage.bp,
    jobs_manage.bp,
    partners_manage.bp,
    series_manage.bp,
    accounts_manage.bp,
)


def create_app(settings: Settings | None = None, **overrides: object) -> Flask:
    """Build the application.

    Args:
        settings: what `load_settings` reads from the environment when absent.
        overrides: Flask configuration for tests.

    Raises:
        ConfigError: a setting is missing or wrong, or debug mode would show real people.
    """
    settings = settings or load_settings()
    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.wsgi_app = PagesInTurn(app.wsgi_app)  # type: ignore[method-assign] # the documented way
    app.extensions["academie.settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        RATELIMIT_STORAGE_URI=settings.limits_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 16, "max_overflow": 16},
        LEAST_SECONDS=LEAST_SECONDS,
    )
    app.config.update(overrides)
    templating.init_app(app)
    db.init_app(app)
    Migrate(app, db, directory=str(schema.MIGRATIONS), render_as_batch=True)
    i18n.init_app(app)
    formats.init_app(app)
    links.init_app(app, settings.secret_key)
    web.init_app(app, base_url=settings.base_url, trusted_proxies=settings.trusted_proxies)
    given_back.init_app(app)
    limiter.init_app(app)
    security.init_app(app, settings.secret_key)
    assets.init_app(app)
    delivery.init_app(app, RENDERERS, DUTIES, HOURLY)
    runner.init_app(app, WORK)
    privacy_elsewhere.init_app(app, ELSEWHERE)
    app.context_processor(_site)
    app.context_processor(workplace)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    if app.debug:
        with app.app_context():
            refuse_real_people()
        app.register_blueprint(patterns.bp)
    return app


def _site() -> dict[str, Any]:
    settings = current_settings()
    return {"site": {"mail": settings.mail_from, "phone": settings.contact_phone}}
