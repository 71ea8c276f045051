"""Somebody who looks at pages: by axe, and on a narrow phone."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Locator, ViewportSize

from academie.core import links

WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 320, "height": 640}
LOOK = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const wrong = found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
  return [document.title, wrong];
}"""
"""Run axe, and bring back no more than what is wrong: all that is right takes longer to carry."""


class Inspector:
    """Looks at page after page; writes down which it has seen and what is wrong with them."""

    def __init__(self, context: BrowserContext) -> None:
        """Begin with an empty notebook."""
        context.add_init_script(AXE_SCRIPT)
        self.page = context.new_page()
        self.seen = set[str]()
        self.wrong: list[str] = []

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
        """Fill in a form, send it, and wait for the answer."""
        for name, value in fields.items():
            self.page.locator(f"{form} [name='{name}']").fill(value)
        self.press(self.page.locator(f"{form} [type=submit]").first)

    def press(self, button: Locator) -> None:
        """Press what leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            button.click()

    def look(self) -> None:
        """Look at the page that is open, on a wide screen and on a narrow one."""
        title, wrong = self.page.evaluate(LOOK)
        where = f"{urlsplit(self.page.url).path} ({title})"
        self.wrong += [f"{where}: {rule}: {nodes}" for rule, nodes in wrong]
        self.page.set_viewport_size(NARROW)
        if self.page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            self.wrong.append(f"{where}: scrolls sideways")
        self.page.set_viewport_size(WIDE)
