"""The mail to who wants to go on, rendered at the moment of sending."""

from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _

from academie.core import links, mail
from academie.evaluations import queries
from academie.outbox.models import OutboxMessage, Renderer


def joined(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Thank somebody who wants to go on, with the link to see, change and wipe what they told."""
    joiner = queries.joiner_by_ref(message.about)
    if joiner is None or joiner.email is None:
        return None
    event = joiner.event
    my_url = links.absolute("evaluations.mine", token=queries.joiner_token(joiner))
    letter = mail.compose(
        "evaluations/joined",
        to=joiner.email,
        subject=_("Fijn dat je verder wilt meedoen"),
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        joiner=joiner,
        event=event,
        my_url=my_url,
    )
    letter["List-Unsubscribe"] = f"<{my_url}>"
    return letter


RENDERERS: dict[str, Renderer] = {"evaluations.joined": joined}
