import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.classroom.join_line import ALPHABET, OnMachine, OnNetwork, proof_of, read_join_line
from quiz.errors import InputError

LINE = OnNetwork("192.168.1.20", 4477, proof_of(b"a certificate"))
LOCAL = OnMachine("/srv/quiz/3b.sock", 1001)


@pytest.mark.parametrize(
    "line", [LINE, LOCAL, OnNetwork("[fe80::1]", 1, "0" * 12), OnNetwork("pc-7.school", 65535, "Z" * 12)]
)
def test_what_is_made_is_read_back(line: OnNetwork | OnMachine) -> None:
    assert read_join_line(str(line)) == line
    assert read_join_line(f"  {line} \n") == line
    assert read_join_line(str(line).replace("#", " ")) == line
    assert read_join_line(str(line).replace("#", " # ")) == line


def test_case_dashes_and_letters_that_look_alike_do_not_matter() -> None:
    where, _, code = str(LINE).partition("#")
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        code.replace("0", "O").replace("1", "l"),
    ):
        assert read_join_line(f"{where.upper()}#{typed}") == LINE


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "nothing is typed"),
        ("   ", "nothing is typed"),
        ("#AAAAAA-BBBBBB-CC", "nothing is typed"),
        ("192.168.1.20:4477", "the code after the # is missing"),
        ("192.168.1.20:4477#", "the code after the # is missing"),
        ("192.168.1.20#AAAAAA-BBBBBB-CC", "no address"),
        ("192.168.1.20:x#AAAAAA-BBBBBB-CC", "no port"),
        ("192.168.1.20:99999#AAAAAA-BBBBBB-CC", "no port"),
        ("192.168.1.20:²#AAAAAA-BBBBBB-CC", "no port"),
        ("a b:1#AAAAAA-BBBBBB-CC", "no address"),
        ("192.168.1.20:4477#AAAAAA-BBBBB-CC", "13 letters and digits instead of 14"),
        ("192.168.1.20:4477#AAAAAU-BBBBBB-CC", "'U' (a V?)"),
        ("192.168.1.20:4477#AAAAA!-BBBBBB-CC", "'!' is in no code"),
        ("192.168.1.20:4477#AAAAAA-BBBBBB-CC", "compare the address and the code"),
        ("/srv/quiz/3b.sock#ms-reed", "a number and two letters"),
        ("/srv/quiz/3b.sock#1001-ZZ", "compare the address and the code"),
        ("/srv/quiz/3b.sock#\x1b[2J-ZZ", "a number and two letters"),
    ],
)  # fmt: skip
def test_a_wrong_one_says_what_to_check(typed: str, says: str) -> None:
    with pytest.raises(InputError, match=r"^join line: ") as error:
        read_join_line(typed)
    assert says in str(error.value)


@pytest.mark.parametrize("line", [LINE, LOCAL])
def test_nearly_every_slip_of_the_hand_is_noticed(line: OnNetwork | OnMachine) -> None:
    text, rng = str(line), random.Random(6)
    missed = 0
    for _ in range(2_000):
        at = rng.randrange(len(text))
        other = rng.choice((ALPHABET + "abc.:/-#").replace(text[at].upper(), ""))
        slipped = text[:at] + other + text[at + 1 :]
        try:
            missed += read_join_line(slipped) != line
        except InputError:
            continue
    assert missed <= 12  # one of 1,024 passes the two letters


@given(st.text())
def test_whatever_is_typed_is_a_line_or_an_explanation(typed: str) -> None:
    with suppress(InputError):
        assert read_join_line(typed)
