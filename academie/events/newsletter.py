"""Coming meetings to copy: into the newsletter, and onto another website."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from academie.accounts.guards import require_staff
from academie.config import current_settings
from academie.core import clock, links
from academie.events import ical, lists
from academie.events.filters import AgendaForm, address_of, read_choice
from academie.reference.queries import current_challenges

MOST = 20

bp = Blueprint("newsletter", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.get("/nieuwsbrief")
def show() -> ResponseReturnValue:
    """Show the coming meetings as HTML and as text to copy, and the frame for a website."""
    choice = read_choice(request.args)
    chosen = address_of(choice)
    events = lists.coming(choice, clock.now(), most=MOST)
    meetings = [(event, ical.page_url(event), ical.location(event)) for event in events]
    facts = {"meetings": meetings, "home": links.absolute("events.agenda", **chosen)}
    frame = {
        "address": links.absolute("share.frame", **chosen),
        "script": links.absolute("share.frame_script"),
    }
    return render_template(
        "events/newsletter.html",
        form=AgendaForm(current_challenges(), MultiDict(chosen)),
        count=len(events),
        as_html=render_template("events/newsletter_block.html", **facts),
        as_text=render_template("events/newsletter_block.txt", **facts),
        frame_code=render_template("events/frame_code.html", **frame),
        origins=current_settings().embed_origins,
    )
