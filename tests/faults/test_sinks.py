"""Text from files and learners reaches a terminal as text: nothing in it is obeyed, in the app or in plain mode."""

import re
from pathlib import Path

import pytest

from quiz.text.sanitise import sanitise

from .terminal import Terminal, quiz

CONTROL = {
    "clear": "A\x1b[2JB",
    "link": "A\x1b]8;;http://evil.example/\x1b\\link\x1b]8;;\x1b\\B",
    "clipboard": "A\x1b]52;c;ZXZpbA==\x07B",
    "window title": "A\x1b]0;pwned\x07B",
    "report": "A\x1b[6nB",
    "settings": 'A\x1bP$q"p\x1b\\B',
    "C1 clear": "A\x9b2JB",
    "C1 clipboard": "A\x9d52;c;ZXZpbA==\x9cB",
    "bell": "A\x07B",
    "backspace": "A\x08\x08B",
    "return": "secret\rB",
    "tabs and feeds": "A\x0b\x0cB",
    "nul": "A\x00B",
    "delete": "A\x7fB",
    "shift out": "A\x0e\x0fB",
    "override": "A\u202eevil\u202cB",
    "isolate": "A\u2066x\u2069B",
    "tag": "A\U000e0041B",
    "line separator": "A\u2028B",
    "next line": "A\x85B",
    "main screen": "A\x1b[?1049lB",
    "unended": "A\x1b]0;never",
}
# A zero-width space (U+200B) is left alone: it parts words in Thai and Khmer, and no terminal acts on it.
MARKUP = {
    "action": "[@click=app.quit]x[/]",
    "closing": "[/nope]",
    "open": "a [b] unclosed [red on",
    "style": "[bold red on blue]B[/bold red on blue]",
    "link": "[link=file:///etc/passwd]x[/link]",
    "markdown": "[x](file:///etc/passwd) **b** `c`",
    "html": "<script>x</script>&lt;",
    "screen action": "[@click=screen.finish]y[/]",
    "variable": "[$error]z[/] $warning",
    "braces": "{0} %s {self.__class__}",
}
PAYLOADS = [*CONTROL.values(), *MARKUP.values()]
ALL = " ".join(f"w{number} {payload}" for number, payload in enumerate(PAYLOADS))
# C0 but tab and newline, C1, separators, overrides, tags; an isolate or a mark has no place without right-to-left text.
FORBIDDEN = re.compile(
    "[\x00-\x06\x08\x0b\x0c\x0e-\x17\x19\x1a\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def quoted(text: str) -> str:
    """A text as a YAML scalar, its control characters written as escapes, which the YAML reader lets through."""
    plain = {*map(chr, range(32, 127))} - {'"', "\\"}
    return '"' + "".join(char if char in plain else f"\\U{ord(char):08x}" for char in text) + '"'


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A library in which every field that a screen shows holds every payload, and one set for each as its title."""
    seeds, questions = tmp_path / "seeds", tmp_path / "questions"
    seeds.mkdir()
    questions.mkdir()
    # YAML's escapes reach the title; the body of an article is taken as it is, control characters and all.
    body = "\n\n".join(f"Word{number} {payload} end{number}." for number, payload in enumerate(PAYLOADS))
    head = f"---\nid: trap\ntitle: {quoted('T ' + ALL)}\nlanguage: en\npublished: 2025-01-01\n---\n"
    text = (
        head + "The key is here.\n\n" + body.replace("\x00", "\x01") + "\n"
    )  # a NUL byte makes it no text, which check says
    (seeds / "trap.md").write_bytes(text.encode())
    (questions / "trap.yaml").write_text(
        f"""title: {quoted("Trap " + MARKUP["action"] + ALL[:250])}
articles: [trap]
questions:
  - id: options
    kind: choice
    prompt: {quoted("Prompt " + ALL)}
    answer: {quoted("Right " + ALL)}
    distractors: [{{{quoted("Wrong " + ALL)}: {quoted("Why " + ALL)}}}, {quoted("Other " + ALL)}]
    evidence: The key is here
    explain: {quoted("Explained " + ALL)}
    hints: [{quoted("Hinted " + ALL)}]
  - id: typed
    kind: short
    prompt: Type it
    answer: {quoted("Bor" + CONTROL["unended"])}
    evidence: The key is here
    explain: {quoted(ALL)}
"""
    )
    for number, payload in enumerate(PAYLOADS):
        (questions / f"one{number}.yaml").write_text(
            f"title: {quoted('One ' + payload)}\narticles: [trap]\nquestions:\n"
            "  - {id: q, kind: short, prompt: p, answer: a, evidence: The key is here}\n"
        )
    (questions / "broken\x1b[2J\u202e.yaml").write_text("title: [\n")
    (questions / "wrong.yaml").write_text(f"title: t\narticles: [{quoted(CONTROL['clear'])}]\n{quoted(ALL)}: 1\n")
    return tmp_path


def nothing_was_obeyed(terminal: Terminal) -> None:
    """Fails where a byte was written that is neither text nor our own styling, or a payload as it stands."""
    assert terminal.screen.strange == []
    text = terminal.raw.decode()
    assert FORBIDDEN.findall(text.replace("\x1b]22;default\x07", "")) == []
    for payload in CONTROL.values():
        assert payload not in text


def test_in_the_app_nothing_is_obeyed(trap: Path) -> None:
    with Terminal(quiz("play", "trap", "--learner", "N\x1b[2J[/nope]\u202e"), trap / "home", folder=trap) as terminal:
        terminal.wait_for("Prompt")
        shown = terminal.wait_for(MARKUP["action"])  # literally
        for row, line in enumerate(shown.splitlines(), 1):
            for found in re.finditer(r"\[@click|x\[/\]|y\[/\]", line):
                for key in ("M", "m"):
                    terminal.send(f"\x1b[<0;{found.start() + 1};{row}{key}")
        terminal.send("\x14")
        terminal.wait_for("Hint")
        terminal.send("\t")
        terminal.wait_for("tab question")
        for page in range(6):  # through the article, where every paragraph holds a payload
            terminal.send("\x1b[6~")
            terminal.read(0.2 if page < 5 else 1.0)
        terminal.wait_for("end31")
        terminal.send("\t")
        terminal.read(0.5)
        terminal.send("2")
        terminal.wait_for("saved")
        terminal.send("\r")
        terminal.wait_for("enter next")
        terminal.send("=e")
        terminal.send("n")
        terminal.wait_for(lambda screen: "Type it" in screen and "enter answer" in screen)
        terminal.send("Bor" + "\x1b[200~" + "".join(PAYLOADS) + "\x1b[201~")
        terminal.wait_for("secret")
        terminal.send("\r")
        terminal.wait_for(lambda screen: "enter next" in screen)
        terminal.send("\x1bOP")
        terminal.wait_for("esc closes")
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "enter next" in screen)
        assert "1049" in terminal.screen.modes
        terminal.send("F")
        terminal.wait_for("Finish")
        terminal.send("y")
        terminal.wait_for("Missed")
        terminal.send("\x1b[6~\x1b[6~\x1b[6~")
        assert terminal.running()
        terminal.send("\x11")
        assert terminal.end() == 0
        nothing_was_obeyed(terminal)


def test_in_the_library_nothing_is_obeyed(trap: Path) -> None:
    with Terminal(quiz(), trap / "home", folder=trap, rows=60) as terminal:
        terminal.wait_for("One")
        for _ in range(600):  # what comes before the list is whole goes no further down than it is then
            terminal.send("\x1b[6~")
            if "broken" in terminal.text or (terminal.read(0.1) and "broken" in terminal.text):
                break
        terminal.wait_for("broken")
        terminal.send("\x11")
        assert terminal.end() == 0
        nothing_was_obeyed(terminal)
        assert terminal.left_over() == []


COMMANDS = [
    ("list",),
    ("show", "trap"),
    ("check",),
    ("check", "trap"),
    ("play", "evil\x1b[2J\u202e", "--plain"),
    ("play", "questions/broken\x1b[2J\u202e.yaml", "--plain"),
    ("\x1b[2J",),
]


@pytest.mark.parametrize("arguments", COMMANDS)
def test_on_the_command_line_nothing_is_obeyed(trap: Path, arguments: tuple[str, ...]) -> None:
    with Terminal(quiz(*arguments), trap / "home", folder=trap) as terminal:
        assert terminal.end() in (0, 1, 2)
        nothing_was_obeyed(terminal)
        assert terminal.raw.strip()


def test_in_plain_mode_nothing_is_obeyed(trap: Path) -> None:
    command = quiz("play", "trap", "--plain", "--learner", "N\x1b[2J[/nope]\u202e")
    with Terminal(command, trap / "home", folder=trap, rows=200) as terminal:
        terminal.wait_for("Prompt")
        for line in (":hint", "2", "", "=", "Bor\u202e\x9b2J[/nope]", "", ":finish", "y", ":quit", "y"):
            terminal.send(line + "\n")
            terminal.read(0.3)
        for _ in range(100):  # where no line is waited for it may be lost, and a person presses it again
            terminal.send("\x04")
            terminal.read(0.3)
            if not terminal.running():
                break
        assert terminal.end() in (0, 2)
        # The terminal echoes what is typed before a line is waited for, and the line's editing what is typed into it.
        echoed = terminal.raw.decode().replace("Bor\u202e\x9b2J[/nope]\r\n", "", 2)
        assert FORBIDDEN.findall(echoed) == []
        for payload in CONTROL.values():
            assert payload not in echoed


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_sanitiser_leaves_nothing_to_obey(payload: str) -> None:
    assert FORBIDDEN.findall(sanitise(payload).replace("\x1b", "\x00")) == []


def test_the_payloads_would_be_noticed(tmp_path: Path) -> None:
    """The other tests can fail: the same payloads printed as they are."""
    # NUL cannot be an argument; SOH stands for it.
    printing = "import sys; sys.stdout.buffer.write(sys.argv[1].encode())"
    for payload in CONTROL.values():
        with Terminal([*quiz()[:1], "-c", printing, payload.replace("\x00", "\x01")], tmp_path) as terminal:
            terminal.end()
            if "secret" not in payload:
                with pytest.raises(AssertionError):
                    nothing_was_obeyed(terminal)
