"""Pages on which nothing is drawn, to learn where a document ends and its chapters begin."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from academie.core.pdf import TaggedCanvas
from academie.core.pdf_tags import Element


class BlankCanvas(TaggedCanvas):
    """A canvas that knows its tags, and leaves its pages white."""

    @contextmanager
    def content(self, element: Element) -> Iterator[Element]:
        """Let nothing be drawn."""
        yield element

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Let nothing be drawn."""
        yield

    def _nothing(self, *_args: Any, **_options: Any) -> None:
        """Leave the page as it is."""

    text = rule = rect = frame = polygon = bookmark = next_page = _nothing
