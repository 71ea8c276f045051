"""What depends on the database: signing in and closing accounts, also several at once."""

from contextlib import suppress
from threading import Barrier, Thread

from flask import Flask

from academie.accounts import queries, service, signin, tries
from academie.accounts.security import security
from academie.core.db import db, write_transaction
from tests.accounts.factories import code_of, give_password, make_staff
from tests.browser import Browser
from tests.factories import NOW


def test_a_password_and_a_code_open_the_workplace(browser: Browser) -> None:
    user = make_staff()

    step = give_password(browser, user.email)
    front = browser.submit(code=code_of(user.tf_totp_secret))

    assert step.url == "/inloggen/code"
    assert step.one("[name=code]")["autocomplete"] == "one-time-code"
    assert front.url == "/beheer/"


def test_one_code_sent_by_a_crowd_at_once_opens_one_door(app: Flask) -> None:
    user = make_staff()
    code, key = code_of(user.tf_totp_secret), user.ref
    start, results = Barrier(4), []

    def try_it() -> None:
        with app.app_context():
            own = queries.by_ref(key)
            assert own is not None
            start.wait()
            results.append(signin.check_code(own, code, NOW))
            db.session.commit()

    crowd = [Thread(target=try_it) for _ in range(4)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()

    assert sorted(results) == [False, False, False, True]


def test_a_recovery_code_works_once(browser: Browser, app: Flask) -> None:
    user = make_staff()
    codes = security.mf_recovery_codes_util.create_recovery_codes(user)
    give_password(browser, user.email)
    browser.get("/inloggen/herstelcode")

    front = browser.submit(code=f" {codes[3].upper()} ")
    thief = Browser(app)
    give_password(thief, user.email)
    thief.get("/inloggen/herstelcode")
    again = thief.submit(code=codes[3])

    assert front.url == "/beheer/"
    assert again.status == 422
    db.session.refresh(user)
    assert len(user.mf_recovery_codes or []) == 7


def test_a_crowd_of_guesses_gets_no_more_tries_than_one(app: Flask) -> None:
    start, seen = Barrier(14), []

    def guess() -> None:
        with app.app_context():
            start.wait()
            try:
                tries.count("projectteam@voorbeeld.nl", NOW)
            except tries.TooManyTriesError:
                return
            seen.append(1)

    crowd = [Thread(target=guess) for _ in range(14)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()

    assert len(seen) <= tries.LIMIT


def test_two_who_close_each_other_at_once_leave_one(app: Flask) -> None:
    refs = [make_staff().ref, make_staff(email="tweede@voorbeeld.nl").ref]
    start = Barrier(2)

    def close(ref: str) -> None:
        with app.app_context(), suppress(service.LastOneError):
            start.wait()
            with write_transaction():
                user = queries.by_ref(ref)
                assert user is not None
                service.deactivate(user, now=NOW)

    both = [Thread(target=close, args=(ref,)) for ref in refs]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    db.session.commit()
    assert sorted(user.active for user in queries.everybody()) == [False, True]
