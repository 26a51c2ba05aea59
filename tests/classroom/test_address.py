import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.classroom.address import EXAMPLE, PORT, Address, OnNetwork, OnThisMachine, pin_of, read_join_line
from quiz.errors import InputError

LINE = OnNetwork("192.168.1.20", 7443, pin_of(b"a key"))
LOCAL = OnThisMachine("/srv/quiz: 3b/class.sock", 1001)
ADDRESSES = [
    LINE,
    LOCAL,
    OnNetwork("fe80::1", 1, "A" * 12),
    OnNetwork("pc-7.school", 65535, "7" * 12),
    OnNetwork("localhost", PORT, pin_of(b"another")),
]


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_what_is_made_is_read_back(address: Address) -> None:
    for typed in (f"{address}", f"  {address} \n", f"quiz join {address}", f"quiz join '{address}'"):
        assert read_join_line(typed) == address


def test_case_hyphens_and_what_looks_alike_do_not_matter() -> None:
    where, _, code = str(LINE).partition("/")
    assert where == "192.168.1.20:7443"
    looks = code.replace("O", "0").replace("I", "1").replace("B", "8")
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), looks):
        assert read_join_line(f"{where}/{typed}") == LINE
        assert read_join_line(f"{where} {typed}") == LINE
        assert read_join_line(f"{where} / {typed}") == LINE


def test_the_usual_port_need_not_be_typed() -> None:
    code = str(LINE).partition("/")[2]
    assert read_join_line(f"192.168.1.20/{code}") == LINE


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "is empty"),
        ("  quiz join ", "is empty"),
        ("192.168.1.20:7443", "the code after the address is missing"),
        ("192.168.1.20:7443/", "the code after the address is missing"),
        ("/AAAAAA-BBBBBB-CC", "is cut short"),
        ("x y:1/AAAAAA-BBBBBB-CC", "no address"),
        ("192.168.1.20:x/AAAAAA-BBBBBB-CC", "no port"),
        ("192.168.1.20:99999/AAAAAA-BBBBBB-CC", "no port"),
        ("192.168.1.20:²/AAAAAA-BBBBBB-CC", "no port"),
        ("192.168.1.20:7443/AAAAAA-BBBBB-CC", "has 13 letters and digits, not 14"),
        ("192.168.1.20:7443/AAAAAA-BBBBBB", "has 12 letters and digits, not 14"),
        ("192.168.1.20:7443/AAAAA9-BBBBBB-CC", "'9' is in no code"),
        ("192.168.1.20:7443/AAAAAA-BBBBBB-CC", "compare the address and the code"),
        (EXAMPLE, "compare the address and the code"),
        ("unix:/srv/quiz/3b.sock", "is cut short"),
        ("unix:/srv/quiz/3b.sock:reed", "is cut short"),
        ("unix:3b.sock:1001", "is cut short"),
        ("\x1b[2J:1/AAAAAA-BBBBBB-CC", "no address"),
    ],
)  # fmt: skip
def test_a_wrong_one_says_what_to_check(typed: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        read_join_line(typed)
    assert str(error.value).startswith("join: ")
    assert says in str(error.value)
    assert "\x1b" not in str(error.value)


def test_nearly_every_slip_of_the_hand_is_noticed() -> None:
    text, rng = str(LINE), random.Random(6)
    missed = 0
    for _ in range(2_000):
        at = rng.randrange(len(text))
        slipped = text[:at] + rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/-") + text[at + 1 :]
        with suppress(InputError):
            missed += read_join_line(slipped) != LINE
    assert missed <= 12  # one of 1,024 passes the two letters


@given(st.text())
def test_whatever_is_typed_is_an_address_or_an_explanation(typed: str) -> None:
    with suppress(InputError):
        assert read_join_line(typed)
