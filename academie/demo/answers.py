"""What invented visitors of an evening not long ago answered, and who of them wants to go on."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from academie.core.db import db
from academie.evaluations import joining, review, service
from academie.evaluations.models import EvaluationText
from academie.evaluations.terms import Choice, LeaveOutReason, Need, Question, TextState
from academie.events.models import Event

C = Choice
HELD = "Publieksacademie Emmen"
CHOSEN: Sequence[tuple[int, tuple[Choice, ...]]] = (
    (14, (C.VERY_GOOD, C.YES, C.COOPERATION)),
    (9, (C.VERY_GOOD, C.YES, C.REACH, C.OVERVIEW)),
    (8, (C.GOOD, C.YES, C.REACH)),
    (6, (C.GOOD, C.A_BIT, C.INCOME)),
    (3, (C.FAIR, C.YES, C.JUST_ABOVE)),
    (2, (C.FAIR, C.NO)),
)
TOMORROW = (
    "Ik vraag op school wie het schoolreisje betaalt.",
    "Ik nodig mijn buurvrouw uit om mee te gaan naar de bieb.",
    "Ik zeg het vaker als ik iets niet begrijp in een brief.",
    "In ons team bespreken we hoe we ouders welkom heten.",
)
NEEDED = (
    ("Een plek waar ouders kunnen binnenlopen zonder afspraak.", Need.REACH),
    ("Iemand die onze brieven makkelijker maakt.", Need.REACH),
    ("Een lijst van alle hulp in Emmen, op 1 blad.", Need.OVERVIEW),
    ("Een werkgever die ook in de schoolvakantie meedenkt.", Need.COOPERATION),
)
OFFERED = (
    ("Onze kantine staat op woensdag leeg. Daar kun je koken.", Need.COOPERATION),
    ("Ik kan brieven nalezen en makkelijker schrijven.", Need.REACH),
    ("Wij hebben 12 fietsen die zijn opgeknapt.", None),
)
JOINERS: Sequence[tuple[str, str, list[Need], str | None, str | None]] = (
    (
        "Samira",
        "samira@voorbeeld.nl",
        [Need.REACH],
        None,
        "Ik vertel mijn verhaal op school.",
    ),
    ("Gerrit", "gerrit@voorbeeld.nl", [Need.COOPERATION], "Een school om mee te beginnen.", None),
    ("Nienke", "nienke@voorbeeld.nl", [], None, "Een busje voor uitjes, met chauffeur."),
)


def load_answers(now: datetime) -> None:
    """Let visitors answer, read most of it, and bring two of them together."""
    event = db.session.scalars(select(Event).where(Event.title == HELD)).one()
    evening = event.ends_at + timedelta(minutes=20)
    words = _words()
    for number, choices in CHOSEN:
        for _each in range(number):
            _answer(event, choices, words.pop() if words else None, evening)
    for name, email, needs, needed, offered in JOINERS:
        joining.join(
            event, name=name, email=email, needs=needs, needed=needed, offered=offered, now=evening
        )
    service.count_in(evening + timedelta(days=1))
    _read(event, now)


def _words() -> list[tuple[Question, str]]:
    return [
        *((Question.TOMORROW, text) for text in (*TOMORROW, "Janneke van nummer 12 bellen.")),
        *((Question.NEEDED, text) for text, _need in NEEDED),
        *((Question.OFFERED, text) for text, _need in OFFERED),
    ]


def _answer(
    event: Event,
    choices: tuple[Choice, ...],
    words: tuple[Question, str] | None,
    now: datetime,
) -> None:
    chosen = {
        question: [choice for choice in choices if choice in question.choices]
        for question in (Question.OPINION, Question.WELCOME, Question.NEEDED)
    }
    texts = dict([words]) if words else {}
    service.answer(event, nonce=secrets.token_hex(16), choices=chosen, texts=texts, now=now)


def _read(event: Event, now: datetime) -> None:
    """Approve what may be read, leave out what names somebody, and leave one answer to read."""
    needs = dict(NEEDED) | dict(OFFERED)
    for text in db.session.scalars(
        select(EvaluationText).where(EvaluationText.event_id == event.id)
    ):
        words = text.text or ""
        if "Janneke" in words:
            review.leave_out(text, LeaveOutReason.PERSON, now=now)
        elif words != TOMORROW[-1]:
            review.approve(text, now=now)
        review.sort(text, needs.get(words))
        if "brieven" in words and text.state is TextState.APPROVED:
            review.connect(text, "De brieven en de lezer hebben elkaar gevonden.", now=now)
