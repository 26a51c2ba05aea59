"""What an event's body is sealed with is what the standard library makes of it, whatever the body."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from quiz.store.classes.events import _mac

ASCII = st.characters(max_codepoint=127)


@given(st.text(ASCII, max_size=64), st.text(st.characters(exclude_categories=["Cs"])))
def test_the_seal_is_an_hmac(salt: str, body: str) -> None:
    assert _mac(salt, body) == hmac.digest(salt.encode(), body.encode(), "sha256").hex()
