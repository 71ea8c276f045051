"""The log of who saw what."""

import pytest
from flask import Flask
from sqlalchemy import Delete, Update, delete, func, select, update
from sqlalchemy.exc import DBAPIError

from academie.accounts import queries, service
from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.core.db import db, write_transaction
from tests.accounts.factories import make_staff
from tests.browser import Browser
from tests.factories import NOW


def lines() -> int:
    return db.session.scalar(select(func.count()).select_from(AccessLogLine)) or 0


def test_a_page_that_reads_writes_its_line_at_once(browser: Browser) -> None:
    browser.sign_in(make_staff())
    user = make_staff(RoleName.READER, "lezer@voorbeeld.nl")

    browser.get(f"/beheer/medewerkers/{user.ref}")

    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.action, line.subject) == (AccessAction.VIEW, f"user:{user.ref}")


def test_a_change_that_is_undone_leaves_no_line(app: Flask) -> None:  # noqa: ARG001
    user = make_staff()

    def broken_change() -> None:
        with write_transaction():
            service.log_access(user, AccessAction.CHANGE, "user:x", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_change()

    assert lines() == 0


@pytest.mark.parametrize(
    "statement", [update(AccessLogLine).values(subject="-"), delete(AccessLogLine)]
)
def test_a_line_is_never_changed_or_deleted(
    app: Flask,  # noqa: ARG001 - the database of the test
    statement: Update | Delete,
) -> None:
    service.log_access(make_staff(), AccessAction.EXPORT, "event:x", NOW, purpose="verslag")

    with pytest.raises(DBAPIError, match="append only"), write_transaction():
        db.session.execute(statement)

    assert lines() == 1


def test_the_project_team_reads_the_log_newest_first(browser: Browser) -> None:
    user = make_staff()
    for number in range(queries.LOG_PAGE + 1):
        service.log_access(user, AccessAction.EXPORT, f"event:{number}", NOW, purpose="verslag")
    browser.sign_in(user)

    newest = browser.get("/beheer/medewerkers/inzage")
    oldest = browser.get(str(newest.one("main p.flow a")["href"]))

    assert newest.texts("tbody tr:first-child td") == [
        "maandag 1 maart 2027, 13.00 uur",
        "Janneke",
        "Gedownload",
        "Bijeenkomst 50",
        "verslag",
    ]
    assert oldest.texts("tbody td:nth-child(4)") == ["Bijeenkomst 0"]


def test_a_list_that_somebody_saw_has_a_dutch_name(browser: Browser) -> None:
    user = make_staff()
    service.log_access(user, AccessAction.VIEW, "event:0123/registrations", NOW)
    browser.sign_in(user)

    page = browser.get("/beheer/medewerkers/inzage")

    assert page.texts("tbody td:nth-child(4)") == ["Aanmeldingen van bijeenkomst 0123"]
