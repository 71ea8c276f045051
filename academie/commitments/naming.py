"""Whom the words of a commitment name who did not say that it is theirs."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from academie.commitments.models import Commitment
from academie.core.db import db
from academie.core.names import key_of
from academie.partners.models import Organisation
from academie.partners.names import COMMON


def fit_for_all(found: Sequence[Commitment]) -> list[Commitment]:
    """Keep those of which the world may read the words: they name nobody who did not confirm."""
    known = organisations() if found else {}
    return [commitment for commitment in found if not unconfirmed_in(commitment, known)]


def organisations() -> Mapping[str, str]:
    """Give the names of the organisations that we know, by their keys."""
    rows = db.session.execute(select(Organisation.name_key, Organisation.name))
    return {row.name_key: row.name for row in rows}


def unconfirmed_in(commitment: Commitment, known: Mapping[str, str]) -> list[str]:
    """List the parties that the text of a commitment names and that did not confirm it.

    A party of its own is found without words such as `Stichting` too; another organisation only
    by its whole name.

    Args:
        known: what `organisations` gives; nobody needs to have written them down as a party.
    """
    own = [party.name for party in commitment.parties if party.name]
    confirmed = {key_of(party.name) for party in commitment.confirmed if party.name}
    words = f" {key_of(commitment.text)} "
    for key in sorted(confirmed, key=len, reverse=True):
        words = words.replace(f" {key} ", " | ")
    waiting = {key_of(name): name for name in own if key_of(name) not in confirmed}
    named = [name for key, name in waiting.items() if f" {_core(key)} " in words]
    others = known.keys() - waiting.keys() - confirmed
    return named + sorted(known[key] for key in others if f" {key} " in words)


def _core(key: str) -> str:
    """Write a key without the words before it that say little."""
    words = key.split()
    while len(words) > 1 and words[0] in COMMON:
        del words[0]
    return " ".join(words)
