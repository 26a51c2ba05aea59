"""Every verb as a shell sees it: what is printed, on which stream, with which exit code."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.arguments import SHELLS
from quiz.cli import run
from quiz.plain.grading import safe_cell
from quiz.store.study import PlayOptions
from quiz.verbs import VERBS
from quiz.verbs.bare import bare
from quiz.verbs.common import wants_plain
from quiz.verbs.tree import make_parser, parse
from tests.plain.stage import SET, a_root
from tests.waiting import RUN

CHECKOUT = Path(__file__).parent.parent
VERDICT = {"question", "response", "verdict", "credit", "reason", "note"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the small set in it."""
    monkeypatch.chdir(a_root(tmp_path))
    return tmp_path


def shell(folder: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(
        [sys.executable, "-m", "quiz", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=RUN,
        check=False,
        **more,  # type: ignore[call-overload]
    )


# The tree


def test_every_verb_of_the_tree_has_its_function() -> None:
    def leaves(parser: object) -> Iterator[object]:
        below = [action for action in parser._actions if hasattr(action.choices, "values")]  # type: ignore[attr-defined]
        for action in below:
            for child in action.choices.values():
                yield from leaves(child)
        if not below:
            yield parser

    found = list(leaves(make_parser()))
    assert len(found) > len(VERBS)
    for leaf in found:
        assert callable(leaf._defaults.get("run")), leaf.prog  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    [["bogus"], ["play"], ["play", "x", "--mode", "exam"], ["play", "x", "--minutes", "0"], ["data"], ["--what"]],
)
def test_wrong_usage_is_one_line_and_exit_code_2(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(line)
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("quiz: ")
    assert said.err.count("\n") == 1
    assert "--help' shows" in said.err


def test_a_line_without_options_asks_for_what_parsing_it_would(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("quiz.verbs.common.wants_plain", lambda _: False)
    monkeypatch.setattr("quiz.verbs.common.in_app", lambda options: asked.append(options) or 0)
    for line in ([], ["play", "harbour"], ["play", "a b"], ["play", ""]):
        go, parsed = bare(line), parse(line)
        assert go is not None, line
        assert go() == parsed.run(parsed) == 0
        assert asked[-2] == asked[-1], line
    assert len(asked) == 8


def test_the_library_opens_as_the_learner_who_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PlayOptions] = []
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("quiz.verbs.common.wants_plain", lambda _: False)
    monkeypatch.setattr("quiz.verbs.common.in_app", lambda options: asked.append(options) or 0)
    assert run(["--learner", "Ada"]) == run([]) == 0
    assert [(one.learner, one.set) for one in asked] == [("Ada", None), (None, None)]


@pytest.mark.parametrize("line", [["play"], ["play", "-h"], ["play", "x", "--fresh"], ["list"], ["review"], ["-h"]])
def test_every_other_line_is_parsed(line: list[str]) -> None:
    assert bare(line) is None


@pytest.mark.parametrize("line", [["--version"], ["check"], ["list"], ["show", "harbour"], ["list", "--ids"]])
def test_no_room_is_imported_before_its_verb_runs(here: Path, line: list[str]) -> None:
    """The whole way of the command ``quiz``, in a process of its own."""
    code = (
        f"import sys; sys.argv[1:] = {line!r}; from quiz.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([one for one in ('textual', 'rich', 'asyncio', 'quiz.store.store') if one in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=RUN,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(here: Path) -> None:
    done = shell(here, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("closeread ")


@pytest.mark.parametrize(
    ("environ", "plain"),
    [({}, False), ({"ACCESSIBLE": "1"}, True), ({"ACCESSIBLE": "0"}, False), ({"TERM": "dumb"}, True)],
)
def test_what_selects_plain_mode(environ: dict[str, str], plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    assert wants_plain(environ) is plain
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert wants_plain(environ)


def test_without_a_verb_and_a_terminal_the_library_is_listed(here: Path) -> None:
    done = shell(here)
    assert done.returncode == 0
    assert "  harbour: The harbour, read closely (4 questions)\n" in done.stdout


# list and show


def test_list_for_programs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "questions" / "broken.yaml").write_text("title: Broken\n")
    assert run(["list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"sets", "articles"}
    sets = {one["id"]: one for one in found["sets"]}
    assert sets["harbour"] == {
        "id": "harbour",
        "title": "The harbour, read closely",
        "articles": ["harbour"],
        "questions": 4,
        "problems": [],
    }
    assert sets["broken"]["problems"]
    assert {"id": "harbour", "title": "The harbour", "published": "2024-05-06"} in found["articles"]


def test_list_for_people_names_what_cannot_be_played(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "questions" / "broken.yaml").write_text("title: Broken\n")
    assert run(["list"]) == 0
    assert "    cannot be played: " in capsys.readouterr().out


def test_ids_a_shell_could_trip_over_are_not_offered(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("$(touch owned)", "a b", "-rf", "\x1b[2J"):
        (here / "questions" / f"{name}.yaml").write_text(SET)
    assert run(["list", "--ids"]) == 0
    ids = capsys.readouterr().out.splitlines()
    assert "harbour" in ids
    assert all(one.replace("-", "").isalnum() for one in ids)


def test_show_gives_no_key_away(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "questions/harbour.yaml", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in shown["questions"]] == ["cost", "opened", "first", "why"]
    assert set(shown["questions"][0]) == {"id", "kind", "prompt", "topic", "skill", "points"}
    assert run(["show", "harbour"]) == 0
    assert "1  The harbour of Brack opened" in capsys.readouterr().out


def test_a_mistyped_name_is_told_with_the_nearest(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["play", "harbor", "--plain"]) == 2
    assert capsys.readouterr().err == "quiz: no question set 'harbor'; did you mean harbour?\n"


# check


def test_check_counts_problems(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "harbour"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    (here / "questions" / "harbour.yaml").write_text(SET.replace("It cost 23", "It cost 24"))
    assert run(["check", "questions/harbour.yaml"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("questions/harbour.yaml:9:")
    assert said.err == "1 file: 1 error, 0 warnings\n"
    assert run(["check", "questions/harbour.yaml", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["files"] == 1
    assert {"file", "line", "column", "code", "what"} <= set(found["problems"][0])


def hostile(folder: Path, what: str) -> Path:
    path = folder / "bad.yaml"
    match what:
        case "200 MB":
            with path.open("wb") as file:
                file.truncate(200_000_000)
        case "a NUL":
            path.write_bytes(b"title: a\0b\n")
        case "not UTF-8":
            path.write_bytes(b"title: \xff\n")
        case "brackets":
            path.write_text("title: " + "[" * 100_000)
        case "braces":
            path.write_text("title: " + "{a: " * 100_000)
        case "dashes":
            path.write_text("- " * 100_000)
        case "aliases":
            lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
            lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
            path.write_text("\n".join(lines))
        case "a folder":
            path.mkdir()
        case "a device":
            return Path("/dev/zero")
        case "a pipe":
            os.mkfifo(path)
        case "escapes":
            path.write_text("title: \x1b]0;owned\x07\n")
        case "one long line":
            path.write_text("title: " + "x" * 15_000_000)
    return path


UNREADABLE = (
    "200 MB",
    "a NUL",
    "not UTF-8",
    "brackets",
    "braces",
    "aliases",
    "a folder",
    "a device",
    "a pipe",
    "escapes",
)


@pytest.mark.parametrize("what", [*UNREADABLE, "dashes", "one long line"])
def test_hostile_files_are_told_in_one_line_within_bounds(tmp_path: Path, what: str) -> None:
    """Two seconds and 300 MB: measured around the verb, so that a busy machine's start-up does not count."""
    path = hostile(tmp_path, what)
    code = (
        "import sys, time; from quiz.cli import run; from tests.peak import peak\n"
        f"began = time.process_time(); code = run(['check', {str(path)!r}]); took = time.process_time() - began\n"
        "print('MEASURED', code, took, peak())"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=RUN
    )
    *said, measured = done.stdout.splitlines()
    _, exit_code, seconds, megabytes = measured.split()
    assert float(seconds) < 2
    assert float(megabytes) < 300
    assert int(exit_code) == 2 if what in UNREADABLE else int(exit_code) in (1, 2)
    if what in UNREADABLE:
        assert len(said) + len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("what", ["200 MB", "brackets", "aliases", "a device", "a folder"])
def test_hostile_files_are_not_played(tmp_path: Path, what: str) -> None:
    done = shell(tmp_path, "play", str(hostile(tmp_path, what)), "--plain", input="")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_variants_of_every_typed_key_are_shown(tmp_path: Path) -> None:
    done = shell(tmp_path, "check", "limited-ceasefire", "--variants")
    assert done.returncode == 0
    rows = done.stdout.splitlines()
    assert any(row.startswith("right") and "limited-ceasefire/wounded: 23 " in row for row in rows)
    assert any(row.startswith("wrong") and "limited-ceasefire/wounded: 24 " in row for row in rows)
    told = json.loads(shell(tmp_path, "check", "limited-ceasefire", "--variants", "--json").stdout)
    assert len(told["variants"]) == len(rows)
    assert {"set", "question", "label", "response", "verdict"} == set(told["variants"][0])


# grade


def graded(text: str, *options: str, folder: Path, name: str = "r.csv") -> subprocess.CompletedProcess[str]:
    (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    return shell(folder, "grade", "harbour", "--responses", name, *options)


def test_grade_csv_in_order_with_other_columns(here: Path) -> None:
    done = graded(
        "\ufeffStudent;Question;Response\nAda;cost;23 million crowns\nBo;first;Bergen\nCy;opened;\nDi;why;a ship\n",
        folder=here,
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(row) for row in rows] == [VERDICT | {"Student"}] * 4
    assert [(row["Student"], row["verdict"], row["credit"]) for row in rows] == [
        ("Ada", "right", 1),
        ("Bo", "wrong", 0),
        ("Cy", "not-answered", 0),
        ("Di", "open", 0),
    ]


def test_grade_json_lines_of_every_shape(here: Path) -> None:
    rows: list[object] = [
        {"question": "cost", "response": 23},
        {"question": "first", "response": ["Oslo"], "verdict": "mine"},
        {"question": "opened", "response": None},
        {"question": "first", "response": {"a": 1}},
        {"question": 5, "response": "x"},
        [1],
    ]
    text = "\n".join(json.dumps(row) for row in rows) + "\n\nnonsense\n" + '{"question": ' + "[" * 100_000 + "\n"
    done = graded(text, folder=here, name="r.jsonl")
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["verdict"] for row in found] == ["right", "right", "not-answered"]
    assert found[1]["verdict_given"] == "mine"
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == ["4", "5", "6", "8", "9"]


def test_bad_rows_do_not_stop_the_rest(here: Path) -> None:
    done = graded("question,response\nnope,1\ncost,23\ncost\nfirst,Rome\nfirst,Oslo,x\nfirst,Oslo\n", folder=here)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == ["r.csv:2", "r.csv:4", "r.csv:5", "r.csv:6"]


def test_a_forms_export_has_a_column_for_each_question(here: Path) -> None:
    text = (
        'Zeitstempel,"Where did the first ship come from?",Name,'
        "1. How many million crowns did the harbour cost? *,opened\n"
        "9:00,Oslo,Ada,23 million crowns,6 May 2024\n9:05,Rome,Bo,24\n\n"
        "9:10,,Cy,twenty-three,7 May,x\n9:15,Bergen,Di,,\n"
    )
    done = graded(text, folder=here)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["Name"], row["Zeitstempel"], row["question"], row["verdict"]) for row in rows] == [
        ("Ada", "9:00", "first", "right"),
        ("Ada", "9:00", "cost", "right"),
        ("Ada", "9:00", "opened", "right"),
        ("Bo", "9:05", "cost", "wrong"),
        ("Bo", "9:05", "opened", "not-answered"),
        ("Di", "9:15", "first", "wrong"),
        ("Di", "9:15", "cost", "not-answered"),
        ("Di", "9:15", "opened", "not-answered"),
    ]
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("r.csv:3: first: 'Rome'")
    assert second == "r.csv:5: 6 cells under a header of 5"


def test_a_forms_export_as_csv_keeps_every_other_column(here: Path) -> None:
    done = graded("Mark;cost;Mark\n1;23 million crowns;=2\n", "--format", "csv", folder=here)
    assert list(csv.reader(io.StringIO(done.stdout))) == [
        ["question", "response", "verdict", "credit", "reason", "note", "Mark", "Mark_3"],
        ["cost", "23 million crowns", "right", "1", "exact", "", "1", "'=2"],
    ]


def test_a_prompt_that_heads_two_questions_needs_their_ids(here: Path) -> None:
    file = here / "questions" / "harbour.yaml"
    text = file.read_text().replace("When did the harbour open?", "How many million crowns did the harbour cost?")
    file.write_text(text)
    done = graded("How many million crowns did the harbour cost?\n23\n", folder=here)
    assert done.returncode == 2
    assert "heads cost and opened; write the id over the column" in done.stderr
    assert graded("cost,opened\n23,6 May 2024\n", folder=here).returncode == 0


def test_numbers_of_shuffled_options_need_the_seed(here: Path) -> None:
    done = graded("question,response\nfirst,1\nfirst,b\nfirst,Oslo\n", folder=here)
    assert len(done.stdout.splitlines()) == 1
    assert "--seed" in done.stderr.splitlines()[0]
    played = shell(here, "play", "harbour", "--seed", "7", "--no-save", input=":goto 3\n").stdout
    number = played.split(". Oslo\n")[0][-1]
    done = graded(f"question,response\nfirst,{number}\n", "--seed", "7", folder=here)
    assert json.loads(done.stdout)["verdict"] == "right"


def test_grade_agrees_with_the_app_on_every_shipped_key(tmp_path: Path) -> None:
    from quiz.articles.library import Library, shipped
    from quiz.plain.grading import Grader
    from quiz.questions.check import load_set
    from tests.plain.stage import Story, right_lines

    library = Library([shipped()])
    for name in library.set_paths():
        asked = load_set(library.set_path(name), library)
        grader = Grader(asked, seed=1)
        for question in asked.questions:
            alone = Story(asked, only=[question.id])
            line = right_lines(alone.desk)[0]
            alone.tell(line)
            assert grader.grade(question.id, line) == alone.desk.attempt.items[question.id].verdict


def test_csv_out_is_safe_for_spreadsheets(here: Path) -> None:
    text = 'question,response,=who\nfirst,Oslo,"=HYPERLINK(""x"")"\nfirst,Oslo,-5.5\nfirst,Oslo,\x1b[2J\n'
    done = graded(text, "--format", "csv", folder=here)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["question", "response", "verdict", "credit", "reason", "note", "'=who"]
    assert [row[-1] for row in rows[1:]] == ['\'=HYPERLINK("x")', "-5.5", "\ufffd[2J"]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "+49 30 1234"),
        ("-1,000.5", "-1,000.5"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("plain", "plain"),
        ("a\nb", "a b"),
    ],
)
def test_safe_cell(given: str, safe: str) -> None:
    assert safe_cell(given) == safe


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "the header needs one column 'question'"),
        ("question,response,response\n", "the header needs one column 'response'"),
        ("When,cost,How many million crowns did the harbour cost?\n", "two columns are for 'cost'"),
        ('question,response\ncost,"' + "x" * 5_000_000, "a line of more than 4 MB"),
        ('question,response\ncost,"' + "x\n" * 3_000_000, "quotation mark left open?"),
    ],
)
def test_files_that_cannot_be_graded_at_all(here: Path, text: str, why: str) -> None:
    done = graded(text, folder=here)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("file", ["/dev/zero", ".", "missing.csv"])
def test_responses_that_are_no_file(here: Path, file: str) -> None:
    done = shell(here, "grade", "harbour", "--responses", file)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_bytes_that_are_no_text_are_a_bad_row(here: Path) -> None:
    done = graded("question,response\nfirst,\udcffOslo\nfirst,Oslo\n", folder=here)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert "not UTF-8" in done.stderr


def test_responses_from_standard_input_reach_no_terminal_as_codes(here: Path) -> None:
    row = '{"question": "cost", "response": "\u202e\\u001b[2J\U000e0041"}\n'
    done = shell(here, "grade", "harbour", "--responses", "-", input=row)
    assert json.loads(done.stdout)["response"] == "\u202e\x1b[2J\U000e0041"
    assert done.stdout.replace("\n", "").isascii()


# stats


def test_claims_can_be_pasted_into_the_set(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell(here, "play", "harbour", "--learner", "Ada", input=':goto 3\nBergen\n:claim\n:goto 2\n6 "May" 2023\n\n!\n')
    shell(here, "play", "harbour", "--learner", "Bo", "--seed", "2", input=":goto 3\nBergen\n:claim\n")
    assert run(["stats", "harbour", "--claims"]) == 0
    said = capsys.readouterr().out
    assert "# first, choice: Where did the first ship come from?\n#   key: Oslo\n#   2 claims, graded wrong" in said
    assert 'tests:\n  right:\n    - "6 \\"May\\" 2023"\n' in said
    from quiz.text.yaml_door import read_yaml

    read_yaml(said.split("# first")[0], "pasted")
    assert run(["stats"]) == 0
    assert "Ada: 1 attempt\n  harbour, practice, 2 of 4 answered: 0 of 5 points\n" in capsys.readouterr().out


def test_claims_of_no_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--claims"]) == 2
    assert capsys.readouterr().err.startswith("quiz: stats --claims: which set?")


# data


def test_backup_drill_restore_export_delete_rebuild(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell(here, "play", "harbour", "--learner", "Ada", input="23 million crowns\n")
    assert run(["data", "backup", "copy.db"]) == 0
    assert (here / "copy.db").stat().st_mode & 0o777 == 0o600
    assert run(["data", "restore", "copy.db", "--drill"]) == 0
    assert "1 learner, 1 attempt" in capsys.readouterr().out
    assert run(["data", "export", "--learner", "Ada", "ada.jsonl"]) == 0
    lines = [json.loads(line) for line in (here / "ada.jsonl").read_text().splitlines()]
    assert lines[0]["learner"]["name"] == "Ada"
    assert [line["event"]["body"]["kind"] for line in lines[1:]] == ["started", "answered", "moved"]
    assert (here / "ada.jsonl").stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
    assert run(["data", "export", "--learner", "Ada", "ada.jsonl"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert run(["data", "rebuild"]) == 0
    assert capsys.readouterr().out == "Worked out again: 1 attempt.\n"
    assert run(["data", "restore", "copy.db"]) == 0
    assert "Restored: " in capsys.readouterr().out


def test_delete_asks_first(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell(here, "play", "harbour", "--learner", "Ada", input="23 million crowns\n")
    done = shell(here, "data", "delete", "--learner", "Ada", input="y\n")
    assert done.returncode == 2
    assert done.stderr == "quiz: Ada: 1 attempt would be erased for good; add --yes\n"
    assert run(["data", "delete", "--learner", "Ada", "--yes"]) == 0
    assert capsys.readouterr().out.startswith("Erased: 1 attempt;")
    assert run(["data", "delete", "--learner", "Ada", "--yes"]) == 2
    assert "no learner of this name" in capsys.readouterr().err


def test_nothing_to_restore_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "restore"]) == 2
    assert "no good backup is there" in capsys.readouterr().err


# completion


@pytest.mark.parametrize("name", SHELLS)
def test_completion_names_every_verb_and_option(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", name]) == 0
    script = capsys.readouterr().out
    for word in ("play", "backup", "closed-book", "responses", "quiz list --ids", "practice test"):
        assert word in script


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("quiz pl", {"play"}),
        ("quiz play harb", {"harbour"}),
        ("quiz play harbour --mo", {"--mode"}),
        ("quiz play --mode p", {"practice"}),
        ("quiz data re", {"restore", "rename", "rebuild"}),
        ("quiz play list --mo", {"--mode"}),
        ("quiz grade harbour --responses que", {"questions"}),
    ],
)
def test_bash_offers(here: Path, line: str, offered: set[str]) -> None:
    bash = f"""
        quiz() {{ {sys.executable} -m quiz "$@"; }}
        source <(quiz completion bash)
        COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _quiz; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(["bash", "-c", bash], cwd=here, env=environment, capture_output=True, text=True, timeout=RUN)
    assert set(done.stdout.split()) == offered


# Streams


def test_a_terminal_without_unicode_gets_the_nearest_letters(here: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    lines = "22 million crowns\n23 million crowns\n"
    done = shell(here, "play", "harbour", "--no-save", env=ascii_only, input=lines)
    assert "Right. 2/3 of 1 point" in done.stdout
    (here / "questions" / "other.yaml").write_text(
        SET.replace("The harbour, read closely", "“Київ”, 5½ – łódź"), encoding="utf-8"
    )
    done = shell(here, "list", env=ascii_only)
    assert '  other: "Kiiv", 5 1/2 - lodz (4 questions)\n' in done.stdout


def test_a_reader_that_has_seen_enough(here: Path) -> None:
    bash = f"{sys.executable} -m quiz show energy-truce-call | head -1; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(["bash", "-c", bash], cwd=here, env=environment, capture_output=True, text=True, timeout=RUN)
    assert done.stdout.splitlines()[1] == "0"
    assert done.stderr == ""


@pytest.mark.parametrize("verb", ["list", "completion bash", "play harbour --no-save"])
def test_output_that_is_full(here: Path, verb: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "quiz", *verb.split()],
            cwd=here,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=RUN,
            check=False,
        )
    assert done.returncode == 74
    assert done.stderr == "quiz: standard output: no space left on device; write it elsewhere\n"


def test_input_that_is_closed(here: Path) -> None:
    bash = f"{sys.executable} -m quiz play harbour --no-save <&-; echo $?"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(["bash", "-c", bash], cwd=here, env=environment, capture_output=True, text=True, timeout=RUN)
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-1] in ("0", "2")


@pytest.mark.parametrize(("typed", "meant"), [(["paly"], "play"), (["class", "opne"], "open")])
def test_a_slip_in_a_verb_is_told_with_the_verb_that_is_meant(
    typed: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(typed)
    assert f"did you mean '{meant}'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("verb", "first"), [("articles", "add, list, show"), ("class", "new, open, watch"), ("data", "backup")]
)
def test_a_verb_that_wants_another_says_which_there_are(
    verb: str, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([verb])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(f"quiz: {verb}: say what to do: {first}")
