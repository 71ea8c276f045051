"""Loading the demo, once, in one transaction."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from flask_security import hash_password
from sqlalchemy import func, select

from academie.accounts.models import Role, RoleName, User
from academie.config import Settings, current_settings
from academie.core import clock
from academie.core.db import db, new_ref, write_transaction
from academie.demo.alliances import load_alliances
from academie.demo.answers import load_answers
from academie.demo.asked import load_asked
from academie.demo.assisted import load_assisted
from academie.demo.checkpoints import load_checkpoints
from academie.demo.coming import load_coming, load_just_held
from academie.demo.commitments import load_commitments
from academie.demo.confirmed import load_confirmed
from academie.demo.forms import load_forms
from academie.demo.groups import load_groups
from academie.demo.guests import load_guests
from academie.demo.letters import load_letters
from academie.demo.line import load_line
from academie.demo.partners import load_partners
from academie.demo.past import load_held
from academie.demo.people import Visitors
from academie.demo.plan import load_plan
from academie.demo.planning import load_plans
from academie.demo.programme import load_programmes
from academie.demo.proof import load_proof
from academie.demo.towns import load_towns
from academie.demo.wishes import load_wishes
from academie.events.models import Event
from academie.followups.demo import load_outcomes

STAFF = (
    ("projectteam@voorbeeld.nl", "Ineke van der Laan", RoleName.PROJECT_TEAM),
    ("collega@voorbeeld.nl", "Jorrit Bakker", RoleName.PROJECT_TEAM),
    ("organisator@voorbeeld.nl", "Wytske Hofstra", RoleName.ORGANISER),
    ("lezer@voorbeeld.nl", "Karim Visser", RoleName.READER),
)


def sign_in_file(settings: Settings) -> Path:
    """Tell where the demo's passwords are written, for the owner of the machine alone."""
    return settings.data_dir / "demo-inloggen.txt"


def load_demo(*, if_empty: bool) -> Sequence[str]:
    """Load the demo and tell how to sign in.

    Args:
        if_empty: do nothing when there are meetings already; without it that is refused aloud.
    """
    if db.session.scalar(select(func.count()).select_from(Event)):
        return () if if_empty else ("There are meetings already; the demo is for an empty house.",)
    password = secrets.token_urlsafe(12)
    now = clock.now()
    with write_transaction():
        author, reviewer, organiser, _reader = (_member(*line, password) for line in STAFF)
        load_towns(now)
        load_outcomes(load_held(now), author=author, reviewer=reviewer, now=now)
        load_partners(now)
        visitors = Visitors()
        load_just_held(now, organiser, visitors)
        load_confirmed(now, author, reviewer)
        load_proof(author, reviewer, now)
        load_coming(now, organiser, visitors)
        load_groups(now, organiser, visitors)
        load_line(now)
        load_assisted(now, organiser)
        load_forms(organiser, now)
        load_wishes(now, author, organiser)
        load_programmes(now)
        load_answers(now)
        load_commitments(now, organiser)
        load_plans((author, reviewer, organiser), now)
        guests = load_guests(now, visitors)
        contacts = load_checkpoints(now, author, organiser)
        load_letters(organiser, now)
        load_asked(author, now)
        load_alliances(now, author, organiser)
        load_plan(now, author, reviewer)
    lines = [
        "The demo is loaded. Sign in at /inloggen with:",
        *(f"  {email}  ({role.value})" for email, _name, role in STAFF),
        f"  password: {password}",
        "What guests see behind the link in their mail:",
        *guests,
        *contacts,
    ]
    _keep(lines)
    return lines


def _member(email: str, name: str, role: RoleName, password: str) -> User:
    user = User(
        email=email,
        name=name,
        password=hash_password(password),
        active=True,
        fs_uniquifier=new_ref(),
        created_at=clock.now(),
        roles=list(db.session.scalars(select(Role).where(Role.name == role))),
    )
    db.session.add(user)
    return user


def _keep(lines: Sequence[str]) -> None:
    descriptor = os.open(
        sign_in_file(current_settings()), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
    )
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
