"""Ways for tests to bring a list of people in as a file."""

from io import BytesIO

from academie.events.models import Event
from tests.browser import Browser, Page


def folder(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen"


def send(team: Browser, event: Event, content: bytes) -> Page:
    url = f"{folder(event)}/inlezen"
    token = team.get(url).one("main [name=csrf_token]")["value"]
    data = {"csrf_token": token, "file": (BytesIO(content), "lijst.csv")}
    return team.post(url, data, content_type="multipart/form-data")


def verdicts(page: Page) -> list[str]:
    return page.texts("tbody td:last-child")
