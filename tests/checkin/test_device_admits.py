"""Whom a host lets in all the same, and whom nobody does: the device says what the server says."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from academie.checkin import service
from academie.checkin.models import DoorLink
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.registrations.models import RegistrationStatus
from tests.checkin.device import eventually, meeting_now, pair, state, type_code, verdict
from tests.checkin.factories import make_guest, people_in, ticket
from tests.live import Live, at_home, chromium, qr_video

COUNT_SIGNALS = "window.signals = 0; navigator.vibrate = () => { window.signals += 1; };"
GIVE_A_LAMP = """
  MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
  MediaStreamTrack.prototype.applyConstraints = async ({ advanced: [{ torch }] }) => {
    document.title = torch ? "lit" : "dark";
  };
"""
TWO_CAMERAS = """
  window.asked = [];
  navigator.mediaDevices.getUserMedia = async ({ video: { deviceId } }) => {
    window.asked.push(deviceId?.exact ?? "any");
    const canvas = document.createElement("canvas");
    const brush = canvas.getContext("2d");
    setInterval(() => brush.fillRect(0, 0, 9, 9), 50);
    const stream = canvas.captureStream(5);
    window.streams = [...(window.streams ?? []), stream];
    const facingMode = deviceId ? "environment" : "user";
    stream.getVideoTracks()[0].getSettings = () => ({ facingMode });
    return stream;
  };
  navigator.mediaDevices.enumerateDevices = async () => [
    { kind: "videoinput", label: "Front", deviceId: "front" },
    { kind: "videoinput", label: "Back", deviceId: "back" },
  ];
"""
LIVE_STREAMS = "window.streams.filter(({ active }) => active).length"
UNLOCK_TWICE = """() => {
  document.querySelector("#camera").srcObject.getTracks().forEach((track) => track.stop());
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SPACE_FIRST = "05"
"""A meeting whose ref begins so has tickets that begin with a space."""


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Count how often a telephone shakes, too."""
    context.add_init_script(COUNT_SIGNALS)
    return context


def admit(page: Page) -> None:
    """Let in all the same, as the host says."""
    page.get_by_role("button", name="Toch binnenlaten").click()
    page.get_by_role("button", name="De gastheer vindt het goed").click()


def is_in(page: Page, event: Event, people: int) -> None:
    """Check that so many people are in, by the page and by the server."""
    expect(page.locator("#counts")).to_contain_text(f"{people} van")
    assert eventually(page, lambda: people_in(event) == people)
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")


@pytest.mark.parametrize("offline", [False, True])
def test_a_ticket_of_another_meeting_and_one_extra_come_in_by_the_host(
    live: Live, context: BrowserContext, link: DoorLink, event: Event, offline: bool
) -> None:
    guest, late = make_guest(event), make_guest(event, status=RegistrationStatus.WAITLISTED)
    foreign = ticket(make_guest(meeting_now("Een andere avond")))
    page = pair(context, live, link)
    context.set_offline(offline)
    type_code(page, foreign)
    expect(verdict(page)).to_have_text("Dit kaartje is voor een andere bijeenkomst")
    admit(page)
    expect(verdict(page)).to_have_text("Welkom")
    page.get_by_role("button", name="2", exact=True).click()
    expect(page.locator("[data-slot=party]")).to_have_text("2\u00a0personen")
    page.locator("#next").click()
    type_code(page, ticket(guest))
    page.locator("#next").click()
    type_code(page, ticket(guest))
    expect(verdict(page)).to_contain_text("Is al binnen sinds")
    admit(page)
    expect(page.locator("[data-slot=party]")).to_have_text("1\u00a0persoon")
    page.locator("#next").click()
    type_code(page, ticket(late))
    admit(page)
    page.get_by_role("button", name="1", exact=True).click()
    expect(verdict(page)).to_have_text("Welkom, Fatima")

    context.set_offline(False)

    is_in(page, event, 2 + 3 + 1 + 1)


def test_people_leave_a_room_that_is_too_full(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    late = make_guest(event, status=RegistrationStatus.WAITLISTED)
    page = pair(context, live, link)
    type_code(page, ticket(late))
    admit(page)
    is_in(page, event, 3)
    service.limit_room(event, 1)
    db.session.commit()
    expect(page.locator("#counts")).to_contain_text("De zaal is vol")

    page.get_by_role("button", name="2", exact=True).click()

    expect(page.locator("[data-slot=party]")).to_have_text("2 van 3 binnen")
    expect(page.locator("#counts")).to_contain_text("2 binnen.")
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(page, lambda: people_in(event) == 2)


def test_nobody_comes_in_where_the_meeting_is_called_off(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    guest = make_guest(event)
    events.cancel(event, reason="Ziekte", now=event.starts_at - timedelta(hours=1))
    db.session.commit()
    page = pair(context, live, link)
    context.set_offline(True)

    type_code(page, ticket(guest))

    expect(verdict(page)).to_have_text("Deze bijeenkomst gaat niet door")
    expect(page.get_by_role("button", name="Toch binnenlaten")).to_be_hidden()
    page.locator("#next").click()
    page.get_by_role("button", name="Iemand zonder kaartje").click()
    page.get_by_role("button", name="Laat binnen").click()
    expect(page.locator("#room")).to_have_text("Deze bijeenkomst gaat niet door")


def test_a_scanner_that_types_may_begin_with_a_space(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    event.ref = SPACE_FIRST + event.ref[2:]
    guest, other = make_guest(event), make_guest(event, given_name="Bram")
    waiting = make_guest(event, given_name="Carla", status=RegistrationStatus.WAITLISTED)
    assert ticket(guest).startswith(" ")
    page = pair(context, live, link)
    for each, said in (
        (guest, "Welkom, Fatima"),
        (other, "Welkom, Bram"),
        (waiting, "Staat op de wachtlijst"),
    ):
        page.keyboard.type(ticket(each))
        page.keyboard.press("Enter")
        expect(verdict(page)).to_have_text(said)

    is_in(page, event, 6)


def test_a_ticket_newer_than_the_list_is_heard_once(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    page = pair(context, live, link)
    guest = make_guest(event)

    type_code(page, ticket(guest))

    expect(verdict(page)).to_have_text("Welkom, Fatima")
    assert page.evaluate("window.signals") == 1


def test_the_camera_at_the_back_is_taken_and_never_burns_twice_or_on(
    live: Live, context: BrowserContext, link: DoorLink
) -> None:
    context.add_init_script(TWO_CAMERAS)
    page = pair(context, live, link)
    expect(page.locator("#hint")).to_have_text("Houd de code in het kader.")
    assert page.evaluate("window.asked") == ["any", "back"]

    page.evaluate(UNLOCK_TWICE)

    assert eventually(page, lambda: page.evaluate(LIVE_STREAMS) == 1)
    page.wait_for_timeout(1000)
    assert page.evaluate(LIVE_STREAMS) == 1
    page.get_by_role("button", name="Klaar").click()
    page.get_by_role("button", name="Ja, ik ben klaar").click()
    expect(page.locator("#why")).to_contain_text("Klaar.")
    assert page.evaluate(LIVE_STREAMS) == 0


def test_the_lamp_is_switched_on_and_off(
    live: Live, link: DoorLink, tmp_path_factory: pytest.TempPathFactory
) -> None:
    film = qr_video(tmp_path_factory.mktemp("film") / "other.mjpeg", "iets anders")
    with chromium(camera=film, width=320) as context, at_home(context, live.url):
        context.add_init_script(GIVE_A_LAMP)
        page = pair(context, live, link)
        expect(verdict(page)).to_have_text("Deze code kennen we niet")
        page.locator("#next").click()
        lamp = page.get_by_role("button", name="Lamp")
        lamp.click()
        expect(lamp).to_have_attribute("aria-pressed", "true")
        expect(page).to_have_title("lit")
        lamp.click()

        expect(lamp).to_have_attribute("aria-pressed", "false")
        expect(page).to_have_title("dark")
