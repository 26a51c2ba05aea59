"""PINs and tokens: what is given out, and what is kept of it.

A PIN has six digits (20 bits), is made by the server and belongs to one class. Kept is its scrypt (N = 2^14, r = 8,
p = 1: 16 MB and some 40 ms) over an HMAC with a pepper that lies outside the store, so that a stolen store alone cannot
be searched. A token has 256 random bits and is kept as its SHA-256.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from quiz.store.paths import make_private_file

DIGITS = 6
PEPPER_BYTES = 32


def new_pin() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def hash_pin(pepper: bytes, salt: str, pin: str) -> str:
    """Takes some 40 ms of one core and lets other threads run meanwhile."""
    from nacl.bindings import crypto_pwhash_scryptsalsa208sha256_ll as scrypt  # a fifth faster than hashlib's

    keyed = hmac.digest(pepper, pin.encode("utf-8", "surrogatepass"), "sha256")
    return str(scrypt(keyed, salt.encode(), n=2**14, r=8, p=1, dklen=32, maxmem=64 << 20).hex())


def keyed(pepper: bytes, *parts: str) -> str:
    """What failed logins are counted under: says nothing of the name or the address without the pepper."""
    return hmac.digest(pepper, "\0".join(parts).encode("utf-8", "surrogatepass"), "sha256").hex()[:32]


def read_pepper(path: Path) -> bytes:
    """The class's pepper, made where there is none yet. Raises StoreError."""
    with open(make_private_file(path), "r+b") as file:
        found = file.read()
        if not found:
            found = os.urandom(PEPPER_BYTES)
            file.write(found)
            file.flush()
            os.fsync(file.fileno())
    return found
