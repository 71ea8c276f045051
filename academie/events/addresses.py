"""The address of a meeting's page: no two have the same, however close together they ask for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from academie.core.clock import to_local
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events import queries
from academie.events.models import Event
from academie.events.slugs import slug_stem


class AddressTakenError(DomainError):
    """Another meeting has this address.

    Attributes:
        field: name of the field to fill in.
    """

    message = _("Een andere bijeenkomst heeft dit adres al. Kies een ander.")
    field = "slug"


@contextmanager
def held(slug: str | None) -> Iterator[None]:
    """Write a meeting under an address.

    Raises:
        AddressTakenError: somebody else took it a moment ago.
    """
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        if slug and queries.slug_taken(slug):
            raise AddressTakenError from error
        raise


def take_free(event: Event) -> None:
    """Give a meeting an address after its title; whoever takes it first, has it."""
    stem = slug_stem(event.title, to_local(event.starts_at).year)
    for number in count(1):
        slug = stem if number == 1 else f"{stem}-{number}"
        if queries.slug_taken(slug):
            continue
        try:
            with held(slug):
                event.slug = slug
        except AddressTakenError:
            continue
        return
