"""Staff who left are forgotten in time, and so is what was seen long ago."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from academie.accounts import queries, service
from academie.accounts.models import AccessAction, AccessLogLine, RoleName, User
from academie.accounts.retention import forget_who_left, shed_log
from academie.core.db import db, write_transaction
from tests.accounts.factories import make_staff
from tests.browser import Browser
from tests.factories import NOW, make_event

pytestmark = pytest.mark.usefixtures("app")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def who_left() -> User:
    """Make a colleague whose account was put out, and who had all there is to have."""
    make_staff()
    user = make_staff(RoleName.ORGANISER, "organisator@voorbeeld.nl")
    user.mf_recovery_codes = ["12ab-34cd-56ef"]
    service.deactivate(user, now=NOW)
    db.session.commit()
    return user


def forget(user: User, days: int) -> None:
    with write_transaction():
        forget_who_left(NOW + timedelta(days=days))
    db.session.refresh(user)


@pytest.mark.parametrize(("days", "known"), [(83, True), (85, False)])
def test_who_left_is_forgotten_after_twelve_weeks(days: int, known: bool) -> None:
    user = who_left()
    before = (user.id, user.ref)

    forget(user, days)

    held = (user.name, user.password, user.tf_totp_secret, user.mf_recovery_codes)
    assert [bool(value) for value in held] == [known] * 4
    assert (user.email == "organisator@voorbeeld.nl") is known
    assert (user.id, user.ref) == before


def test_who_comes_back_in_time_is_not_forgotten() -> None:
    user = who_left()
    service.activate(user)
    db.session.commit()

    forget(user, 400)

    assert (user.name, user.active) == ("Janneke", True)


def test_the_same_person_can_be_invited_anew() -> None:
    forget(who_left(), 85)

    anew = service.invite(
        email="organisator@voorbeeld.nl", name="Karim", roles=[RoleName.ORGANISER], now=NOW
    )

    assert anew.called == "Karim"


def test_what_they_did_stays_under_no_name(browser: Browser) -> None:
    user = who_left()
    event = make_event()
    event.organisers.append(user)
    db.session.commit()
    service.log_access(user, AccessAction.VIEW, "event:x", NOW)
    forget(user, 85)
    team = queries.everybody()
    browser.sign_in(team[0])

    log = browser.get("/beheer/medewerkers/inzage")
    page = browser.get(f"/beheer/medewerkers/{user.ref}")

    assert log.texts("tbody td:nth-child(2)") == ["Het systeem", "Oud-medewerker"]
    assert log.texts("tbody td:nth-child(3)") == ["Gewist", "Bekeken"]
    assert page.status == 404
    assert user not in team
    assert event.organisers == [user]


def make_line(at: datetime) -> None:
    db.session.add(AccessLogLine(at=at, user_id=None, action=AccessAction.VIEW, subject="event:x"))
    db.session.commit()


def moments() -> list[datetime]:
    return list(db.session.scalars(select(AccessLogLine.at)))


def test_the_log_sheds_lines_of_more_than_a_year_ago() -> None:
    now = datetime.now(UTC)
    for at in (LONG_AGO, now - timedelta(days=364), now):
        make_line(at)

    with write_transaction():
        shed_log(now)

    assert moments() == [now - timedelta(days=364), now]


@pytest.mark.parametrize("days", [0, 364])
def test_nobody_deletes_a_younger_line_whatever_they_ask_for(days: int) -> None:
    make_line(datetime.now(UTC) - timedelta(days=days))

    with pytest.raises(DBAPIError, match="append only"), write_transaction():
        db.session.execute(delete(AccessLogLine))

    assert len(moments()) == 1


def test_an_old_line_is_not_changed_either() -> None:
    make_line(LONG_AGO)

    with pytest.raises(DBAPIError, match="append only"), write_transaction():
        db.session.execute(AccessLogLine.__table__.update().values(subject="-"))  # type: ignore[attr-defined] # a table
