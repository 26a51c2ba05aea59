"""How ``quiz class open`` opens a class that was opened before."""

from pathlib import Path
from typing import Any

import pytest

from quiz.classroom.address import PORT
from quiz.errors import InputError
from quiz.plain.class_doors import Way, remember, way_of
from quiz.store.classes.disk import ClassHome

HERE = Way(only_here=True)
THERE = Way(port=7444, host="school.example", proxies=("192.0.2.7",))
NOTHING: dict[str, Any] = {"only_here": False, "port": None, "host": None, "proxies": ()}


@pytest.mark.parametrize(
    ("before", "asked", "way", "said"),
    [
        (None, {}, Way(), ""),
        (None, {"only_here": True}, HERE, ""),
        (None, {"port": 7450}, Way(port=7450), ""),
        (Way(), {}, Way(), ""),
        (HERE, {}, HERE, f"for this machine's accounts only. --port {PORT} opens it to the network."),
        (HERE, {"only_here": True}, HERE, ""),
        (HERE, {"port": PORT}, Way(), ""),
        (HERE, {"host": "school.example"}, Way(host="school.example"), ""),
        (THERE, {}, THERE, "port 7444, host school.example, proxy 192.0.2.7."),
        (THERE, {"port": 7450}, Way(port=7450, host=THERE.host, proxies=THERE.proxies), "host school.example, proxy"),
        (THERE, {"host": "a.example", "proxies": ["192.0.2.9"]}, Way(False, 7444, "a.example", ("192.0.2.9",)),
         "port 7444."),
        (THERE, {"only_here": True}, HERE, ""),
    ],
)  # fmt: skip
def test_what_is_not_said_is_as_it_was(
    tmp_path: Path, before: Way | None, asked: dict[str, Any], way: Way, said: str
) -> None:
    if before is not None:
        remember(tmp_path, before)
    found, told = way_of(tmp_path, **{**NOTHING, **asked})
    assert found == way
    assert bool(told) == bool(said)
    assert said in told


@pytest.mark.parametrize("more", [{"port": 7450}, {"host": "school.example"}, {"proxies": ["192.0.2.7"]}])
def test_only_here_has_no_network(tmp_path: Path, more: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="--only-here has no network"):
        way_of(tmp_path, **{**NOTHING, "only_here": True, **more})


@pytest.mark.parametrize("text", ["", "[]", '{"only_here": 1}', '{"port": 7443, "colour": "red"}'])
def test_what_is_no_way_does_not_open_the_network(tmp_path: Path, text: str) -> None:
    ClassHome(tmp_path).doors.write_text(text)
    with pytest.raises(InputError, match=r"doors\.json: .*delete it"):
        way_of(tmp_path, **NOTHING)
