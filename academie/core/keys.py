"""Keys for each purpose, all derived from the one secret."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def derive(secret: str, purpose: str, length: int = 32) -> bytes:
    """Derive a key of `length` bytes that tells nothing of the secret or of other keys.

    Source: RFC 5869 (HKDF).
    """
    info = f"academie/{purpose}".encode()
    return HKDF(SHA256(), length, salt=None, info=info).derive(secret.encode())


def signing_key(secret: str, purpose: str) -> ec.EllipticCurvePrivateKey:
    """Derive an ECDSA P-256 key; 48 bytes make the modulo bias negligible.

    Source: FIPS 186-5, appendix A.2.1.
    """
    number = int.from_bytes(derive(secret, purpose, length=48)) % (P256_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())
