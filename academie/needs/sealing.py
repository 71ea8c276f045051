"""Sealing what guests need: only who holds the secret of the house can read it."""

import base64
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cryptography.fernet import Fernet

from academie.config import current_settings
from academie.core.keys import derive
from academie.needs.models import Food, Need


class Needs(NamedTuple):
    """What one party asked us to arrange, and what it does not eat or drink."""

    needs: frozenset[Need] = frozenset()
    food: frozenset[Food] = frozenset()


def seal(asked: Needs) -> bytes:
    """Seal what a party asked for. Its length tells little: it is padded to a whole block."""
    words = {"needs": _sorted(asked.needs), "food": _sorted(asked.food)}
    return _key(current_settings().secret_key).encrypt(json.dumps(words).ljust(_BLOCK).encode())


def unseal(sealed: bytes) -> Needs:
    """Read what was sealed.

    Raises:
        InvalidToken: it was changed, or sealed with another secret.
    """
    words = json.loads(_key(current_settings().secret_key).decrypt(sealed))
    return Needs(frozenset(map(Need, words["needs"])), frozenset(map(Food, words["food"])))


_BLOCK = 256
"""Longer than everything together, so that all seals are equally long."""


def _sorted(words: Iterable[Need | Food]) -> list[str]:
    return sorted(word.value for word in words)


@lru_cache(maxsize=2)
def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derive(secret, "needs")))
