"""Somebody who looks at pages: by axe, and on a narrow phone."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ViewportSize

from academie.core import links

WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 320, "height": 640}
ONLY_WRONGS = {"resultTypes": ["violations"]}


class Inspector:
    """Looks at page after page; writes down which it has seen and what is wrong with them."""

    def __init__(self, context: BrowserContext) -> None:
        """Begin with an empty notebook."""
        self.page = context.new_page()
        self.seen = set[str]()
        self.wrong: list[str] = []
        self._axe = Axe()

    def visit(self, endpoint: str, **values: str) -> None:
        """Open a page, and look at it."""
        self.open(endpoint, **values)
        self.seen.add(endpoint)
        self.look()

    def open(self, endpoint: str, **values: str) -> None:
        """Open a page, and see that it is no other."""
        url = links.absolute(endpoint, **values)
        self.page.goto(url)
        assert self.page.url == url, f"{url} leads to {self.page.url}"

    def send(self, form: str = "main form", **fields: str) -> None:
        """Fill in a form and send it, and look at the answer."""
        self.fill_in(form, **fields)
        self.look()

    def fill_in(self, form: str = "main form", **fields: str) -> None:
        """Fill in a form and send it."""
        for name, value in fields.items():
            self.page.locator(f"{form} [name='{name}']").fill(value)
        self.page.locator(f"{form} [type=submit]").first.click()

    def look(self) -> None:
        """Look at the page that is open, on a wide screen and on a narrow one."""
        where = f"{urlsplit(self.page.url).path} ({self.page.title()})"
        for violation in self._axe.run(self.page, options=ONLY_WRONGS).response["violations"]:
            nodes = [node["html"] for node in violation["nodes"]]
            self.wrong.append(f"{where}: {violation['id']}: {nodes}")
        self.page.set_viewport_size(NARROW)
        if self.page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            self.wrong.append(f"{where}: scrolls sideways")
        self.page.set_viewport_size(WIDE)
