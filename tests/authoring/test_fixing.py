"""``check --fix`` replaces what it may and not a character besides."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.articles.library import Library
from quiz.authoring import fixing
from quiz.authoring.fixing import edit_for, mend_file, mend_text
from quiz.errors import InputError
from quiz.questions.check import check_text
from quiz.text.yaml_door import Mark, read_yaml
from quiz.text.yaml_scalars import scalars_at, written
from tests.builders import ROOT
from tests.questions.rule_pages import write_articles

HEAD = "# Our ferry set, second draft\ntitle:   The ferry  # see the paper\narticles: [ferry]\nquestions:\n"
REST = (
    "    kind: number\n    prompt: How many?\n    answer: 23\n    explain: So.\n    topic: figure\n    skill: locate\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_articles(tmp_path)
    return Library([tmp_path])


def mended(text: str, library: Library) -> str:
    return mend_text(text, "set.yaml", "set", library).after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("evidence: captain mira osten said", "evidence: Captain Mira Osten said"),
        ("evidence: 'captain mira osten said'", "evidence: 'Captain Mira Osten said'"),
        ('evidence: "captain mira osten said"  # her words', 'evidence: "Captain Mira Osten said"  # her words'),
        ("evidence: {quote: captain mira osten said}", "evidence: {quote: Captain Mira Osten said}"),
        ("evidence: >-\n      captain mira\n      osten said", "evidence: >-\n      Captain Mira Osten said"),
        ("evidence: |-\n      captain mira osten said", "evidence: |-\n      Captain Mira Osten said"),
        ("evidence:\n      # one\n      - captain mira osten said\n      # two\n      - 23 people were saved",
         "evidence:\n      # one\n      - Captain Mira Osten said\n      # two\n      - 23 people were saved"),
        ("evidence: Osten, said that 23 people", "evidence: Osten said that 23 people"),
        ("evidence: “23 people were saved”", "evidence: 23 people were saved"),
        # The article's words would not be plain YAML: they are put in quotation marks.
        ("evidence: an old map it did not show", "evidence: 'an old map: it did not show'"),
        ("evidence: {quote: The owner Hale Lines}", "evidence: {quote: 'The owner, Hale Lines'}"),
    ],
)  # fmt: skip
def test_a_quote_becomes_the_articles_words(before: str, after: str, library: Library) -> None:
    about = REST.replace("How many?", "Who?").replace("number", "name").replace("23", "Mira Osten")
    rest = REST if "23" in before else about if "osten" in before else REST.replace("number", "short")
    text = f"{HEAD}  - id: q\n    {before}\n{rest}"
    assert mended(text, library) == text.replace(before, after)
    assert mended(text.replace("\n", "\r\n"), library) == text.replace(before, after).replace("\n", "\r\n")


def test_a_date_in_words_becomes_a_key(library: Library) -> None:
    rest = REST.replace("number", "date").replace("How many?", "When?")
    text = f"{HEAD}  - id: q\n    evidence: on 12 November 2022\n{rest}".replace(
        "answer: 23", "answer: Nov. 12, 2022 # so"
    )
    assert mended(text, library) == text.replace("Nov. 12, 2022", "2022-11-12")
    doubtful = text.replace("Nov. 12, 2022", "12/11/2022")
    assert mended(doubtful, library) == doubtful


def test_an_id_becomes_one(library: Library) -> None:
    text = f"{HEAD}  - id: The Saved!   # of the wreck\n    evidence: 23 people were saved\n{REST}"
    assert mended(text, library) == text.replace("The Saved!", "the-saved")


def test_names_of_fields_and_kinds_become_those_that_are_meant(library: Library) -> None:
    text = f"{HEAD}  - id: q\n    evidence: 23 people were saved # so\n{REST}"
    slips = text.replace("prompt:", "promt:").replace("kind: number", "kind: nubmer").replace("explain:", "feedback:")
    assert mended(slips, library) == text
    both = text.replace("    topic:", "    promt: How?\n    topic:")  # which of the two is meant?
    assert "promt: How?" in mended(both, library)


def test_an_id_that_is_taken_is_left(library: Library) -> None:
    one = f"  - id: The Saved\n    evidence: 23 people were saved\n{REST}"
    for other in ("the-saved", "the saved"):
        text = HEAD + one + one.replace("The Saved", other)
        assert mended(text, library) == text


def test_what_would_be_ambiguous_is_left(library: Library) -> None:
    text = f"{HEAD}  - id: q\n    evidence: the storm was strong\n{REST}"
    assert mended(text, library) == text


def test_what_is_not_safe_is_offered_but_not_done(library: Library) -> None:
    text = f"{HEAD}  - id: q\n    evidence: 24 persons were saved\n{REST}"
    assert mended(text, library) == text
    (found,) = [one for one in check_text(text, "f", "f", library) if one.code == "quote-missing"]
    edit = edit_for(text, found)
    assert edit
    assert text[edit.start : edit.past] == "24 persons were saved"
    assert "23 people were saved" in edit.new


def test_a_broken_file_is_left(library: Library) -> None:
    assert mended("title: [", library) == "title: ["


class TestFiles:
    def test_mode_and_byte_order_mark_stay(self, tmp_path: Path, library: Library) -> None:
        path = tmp_path / "set.yaml"
        text = f"{HEAD}  - id: q\n    evidence: 23 People were saved\n{REST}"
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        path.chmod(0o640)
        assert [one.code for one in mend_file(path, library).problems] == ["quote-inexact"]
        assert path.read_bytes() == b"\xef\xbb\xbf" + text.replace("People", "people").encode()
        assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o640
        assert [one.name for one in tmp_path.iterdir() if one.suffix == ".tmp"] == []

    def test_a_link_stays_a_link(self, tmp_path: Path, library: Library) -> None:
        path = tmp_path / "real.yaml"
        path.write_text(f"{HEAD}  - id: q\n    evidence: 23 People were saved\n{REST}")
        link = tmp_path / "set.yaml"
        try:
            link.symlink_to(path)
        except OSError:
            pytest.skip("no links here")
        mend_file(link, library)
        assert link.is_symlink()
        assert "23 people" in path.read_text()

    def test_only_saying_so_changes_nothing(self, tmp_path: Path, library: Library) -> None:
        path = tmp_path / "set.yaml"
        path.write_text(f"{HEAD}  - id: q\n    evidence: 23 People were saved\n{REST}")
        before = path.read_bytes()
        assert "23 people" in mend_file(path, library, dry=True).after
        assert path.read_bytes() == before

    def test_a_file_that_changed_meanwhile_is_refused(
        self, tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "set.yaml"
        path.write_text(f"{HEAD}  - id: q\n    evidence: 23 People were saved\n{REST}")

        def and_the_author_saves(*arguments: object) -> object:
            mended = mend_text(*arguments)  # type: ignore[arg-type]
            path.write_text("title: Something else\n")
            return mended

        monkeypatch.setattr(fixing, "mend_text", and_the_author_saves)
        with pytest.raises(InputError, match="changed while it was being mended; nothing was written"):
            mend_file(path, library)
        assert path.read_text() == "title: Something else\n"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=40)
STYLES = st.sampled_from(
    [
        "a: {}",
        "a: '{}'",
        'a: "{}"',
        "a: >-\n  {}\nb: c",
        "a: |-\n  {}\n# end",
        "[x, {}, y]",
        "{{a: {}}}",
        "- 'x\n  {}'\n- z",
    ]
)


@given(st.sampled_from(["old words", "two\n  lines of it", "x"]), TEXTS, STYLES)
def test_a_value_written_anew_is_read_back_or_refused(old: str, new: str, style: str) -> None:
    """The law under every edit: what was written reads as what was meant, or the edit is not made."""
    text = style.format(old) + "\n"
    mark = next(mark for mark, value in reversed(fixing._values(text)) if old.split()[-1] in value)
    scalar = scalars_at(text, {mark})[mark]
    value = " ".join(new.split())
    edit = fixing._edits(text, {mark: value}).get(mark)
    if edit is not None:
        after = text[: edit.start] + edit.new + text[edit.past :]
        assert dict(fixing._values(after))[mark] == value
        assert after.startswith(text[: scalar.start])
        assert after.endswith(text[scalar.past :])
    else:
        assert not value.isascii() or not value or not value.isprintable()


def test_a_long_folded_value_stays_folded() -> None:
    text = "a: >-\n    one\n    two\nb: c\n"
    mark = Mark(1, 4)
    value = " ".join(f"word{n}" for n in range(60))
    new = written(value, scalars_at(text, {mark})[mark], text)
    assert max(map(len, new.split("\n"))) <= 110
    assert read_yaml(text.replace(">-\n    one\n    two", new), "f").value == {"a": value, "b": "c"}


def test_many_edits_are_made_together(library: Library) -> None:
    """One that cannot be made keeps no other from being made."""
    one = f"  - id: q\n    evidence: 23 People were saved\n{REST}"
    bad = f"  - id: x\n    evidence: the storm was strong\n{REST}"
    text = HEAD + "".join(one.replace("id: q", f"id: q{n}") for n in range(40)) + bad
    assert mended(text, library) == text.replace("23 People", "23 people")


SHIPPED = Library([ROOT])


@settings(max_examples=25)
@given(st.sampled_from(sorted(SHIPPED.set_paths())), st.data())
def test_whatever_is_spoilt_mending_is_settled_at_once(name: str, data: st.DataObject) -> None:
    """Mending twice changes nothing more, and never adds an error; whatever the file looks like."""
    lines = SHIPPED.set_paths()[name].read_text(encoding="utf-8").split("\n")[:120]
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["case", "drop", "twice", "quotes", "dash", "id"])):
            case "case":
                lines[at] = (
                    lines[at].upper()
                    if "evidence" not in lines[at]
                    else lines[at].swapcase().replace("EVIDENCE", "evidence")
                )
            case "drop":
                lines[at] = ""
            case "twice":
                lines.insert(at, lines[at])
            case "quotes":
                lines[at] = lines[at].replace('"', "”")
            case "dash":
                lines[at] = lines[at].replace("-", "–")
            case _:
                lines[at] = lines[at].replace("id: ", "id: The ")
    text = "\n".join(lines)
    once = mend_text(text, "set.yaml", "set", SHIPPED)
    assert mend_text(once.after, "set.yaml", "set", SHIPPED).after == once.after
    assert (once.after != text) == bool(once.problems)
