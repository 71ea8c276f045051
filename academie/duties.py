"""What the worker does by itself, and how each mail is written: of every room."""

from collections.abc import Callable, Collection
from datetime import datetime

from academie.accounts import messages as account_messages
from academie.accounts import retention as account_retention
from academie.activity import long_work as adopting
from academie.activity import queries as activity
from academie.checkin import retention as checkin_retention
from academie.checkpoints import addresses as checkpoint_addresses
from academie.checkpoints import asking as checkpoint_asking
from academie.checkpoints import messages as checkpoint_messages
from academie.checkpoints import retention as checkpoint_retention
from academie.commitments import addresses as commitment_addresses
from academie.commitments import messages as commitment_messages
from academie.commitments import retention as commitment_retention
from academie.core import once, store
from academie.evaluations import messages as evaluation_messages
from academie.evaluations import retention as evaluation_retention
from academie.evaluations import service as evaluation_service
from academie.events import retention as event_retention
from academie.events import service as event_service
from academie.followups import addresses as followup_addresses
from academie.followups import confirmation_duties, confirmation_retention, proving, spread
from academie.followups import messages as followup_messages
from academie.followups import retention as followup_retention
from academie.jobs import queries as jobs
from academie.jobs import retention as job_retention
from academie.jobs.progress import Work
from academie.letters import messages as letter_messages
from academie.letters import refusals as letter_refusals
from academie.letters import reminders
from academie.needs import retention as needs_retention
from academie.outbox import retention as outbox_retention
from academie.outbox.models import Renderer
from academie.planning import retention as planning_retention
from academie.privacy import messages as privacy_messages
from academie.privacy import replay as privacy_replay
from academie.privacy import retention as privacy_retention
from academie.programme import messages as programme_messages
from academie.programme import retention as programme_retention
from academie.questions import retention as question_retention
from academie.registrations import addresses as registration_addresses
from academie.registrations import lost as lost_mail
from academie.registrations import messages as registration_messages
from academie.registrations import offers as registration_offers
from academie.registrations import overtaken as registration_overtaken
from academie.registrations import releasing as registration_releasing
from academie.registrations import retention as registration_retention
from academie.registrations import service as registration_service
from academie.reports import attendee_files, large
from academie.requests import messages as request_messages
from academie.requests import retention as request_retention
from academie.series import messages as series_messages
from academie.series import retention as series_retention
from academie.series import service as series_service

RENDERERS: dict[str, Renderer] = {
    **registration_messages.RENDERERS,
    **lost_mail.RENDERERS,
    **privacy_messages.RENDERERS,
    **programme_messages.RENDERERS,
    **request_messages.RENDERERS,
    **series_messages.RENDERERS,
    **letter_messages.RENDERERS,
    **evaluation_messages.RENDERERS,
    **checkpoint_messages.RENDERERS,
    **commitment_messages.RENDERERS,
    **followup_messages.RENDERERS,
    **account_messages.RENDERERS,
}
DUTIES: tuple[Callable[[datetime], None], ...] = (
    event_service.close_due,
    registration_addresses.note_refusals,
    registration_releasing.release_due,
    registration_overtaken.keep_up,
    registration_overtaken.take_back_untold,
    registration_offers.expire_due,
    registration_offers.offer_free_seats,
    registration_service.tell_about_changes,
    series_service.tell_about_changes,
    letter_refusals.note_refusals,
    reminders.remind_due,
)
WORK: dict[str, Work] = {
    attendee_files.KIND: attendee_files.work,
    large.KIND: large.work,
    adopting.KIND: adopting.work,
}
"""How each kind of long work is done."""

KEPT_FILES: tuple[Callable[[], Collection[str]], ...] = (
    proving.kept_files,
    jobs.kept_files,
    activity.kept_files,
)
"""The hashes of files that rows name."""


def clear_files(now: datetime) -> None:
    """Throw away files that no row names; a duty of the worker."""
    store.sweep({sha256 for kept in KEPT_FILES for sha256 in kept()}, now)


HOURLY: tuple[Callable[[datetime], None], ...] = (
    checkpoint_asking.keep_up,
    checkpoint_retention.erase_due,
    event_retention.erase_due,
    registration_retention.erase_due,
    needs_retention.erase_due,
    question_retention.erase_due,
    checkin_retention.erase_due,
    commitment_retention.erase_due,
    evaluation_service.count_in,
    evaluation_retention.erase_due,
    confirmation_duties.remind_due,
    confirmation_duties.note_lapsed,
    confirmation_retention.erase_due,
    series_service.ask_due,
    series_retention.erase_due,
    request_retention.erase_due,
    programme_retention.erase_due,
    planning_retention.erase_due,
    followup_retention.erase_due,
    account_retention.forget_old,
    privacy_retention.forget_staff,
    account_retention.shed_log,
    privacy_retention.erase_due,
    privacy_replay.write_down,
    privacy_retention.clear_last_mails,
    privacy_retention.shed_journal,
    outbox_retention.forget_old,
    outbox_retention.clear_folder,
    once.forget_old,
    job_retention.erase_due,
    clear_files,
    spread.count_anew,
)

ELSEWHERE = (
    *(followup_addresses.PLACE, followup_addresses.FILES),
    *(commitment_addresses.PLACE, checkpoint_addresses.PLACE),
)
"""Where addresses stand in rooms that the room of privacy does not know."""
