"""What a relay said of the address of a guest, when it refused what an organiser wrote."""

from datetime import datetime

from sqlalchemy import select

from academie.letters.models import LetterCopy
from academie.outbox.models import OutboxMessage
from academie.registrations.addresses import mark_refused
from academie.registrations.models import Registration


def note_refusals(now: datetime) -> None:
    """Note which addresses take no mail, as a relay said of a letter; a duty of the worker."""
    mailed = (
        select(Registration)
        .join(LetterCopy, LetterCopy.registration_id == Registration.id)
        .join(OutboxMessage, OutboxMessage.about == LetterCopy.ref)
    )
    mark_refused(mailed, now)
