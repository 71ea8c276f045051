"""The mail that asks a party whether a commitment is its own."""

from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _

from academie.commitments import asking, queries
from academie.core import links, mail
from academie.outbox.models import OutboxMessage, Renderer


def _asked(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Ask; the words of the commitment stand behind the link, since a stranger may have typed them.

    About what was answered, put aside or is too old goes no mail.
    """
    party = queries.party_by_ref(message.about)
    if party is None or party.email is None or party.commitment.struck_at is not None:
        return None
    if asking.is_too_late(party, now):
        return None
    event = party.commitment.event
    return mail.compose(
        "commitments/asked",
        to=party.email,
        subject=_("Klopt deze afspraak? %(event)s", event=event.title),
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        event=event,
        link=links.absolute("commitments.confirm", token=queries.party_token(party)),
        weeks=queries.ASKED_FOR.days // 7,
    )


RENDERERS: dict[str, Renderer] = {asking.ASKED: _asked}
