"""What must be right on every page of HTML, whatever it is about."""

from typing import Any

from lxml import html

REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
INLINE = "//@style | //style | //script[not(@src)][not(@type='application/ld+json')]"
FIELDS = "//input[not(@type='hidden')] | //select | //textarea"


def check(text: str, url: str) -> None:
    """Check a page as a whole: its title, language and heading, its ids, and each field."""
    page = html.document_fromstring(text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), f"double ids on {url}: {sorted(ids)}"
    assert page.xpath("count(//h1)") == 1, f"{url} has not one h1"
    assert page.xpath("//title"), f"{url} has no title"
    assert page.get("lang") == "nl", f"{url} names no language"
    assert not page.xpath(INLINE), f"inline on {url}"
    for name in REFERENCES:
        for target in " ".join(page.xpath(f"//@{name}")).split():
            assert target in ids, f"{name}={target} leads nowhere on {url}"
    labels = set(page.xpath("//label/@for"))
    for field in page.xpath(FIELDS):
        assert _labelled(field, labels), f"a field without label on {url}: {html.tostring(field)!r}"


def _labelled(field: Any, labels: set[str]) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby"):
        return True
    return field.get("id") in labels or bool(field.xpath("ancestor::label"))
