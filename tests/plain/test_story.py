"""Attempts told line by line: what the page says, and what the desk keeps."""

from pathlib import Path

import pytest

from quiz.attempts.events import Claimed, Finished, Flagged, Moved, Skipped
from quiz.plain.page import Page
from quiz.plain.summary import result_lines
from quiz.questions.response import Typed
from tests.plain.stage import SET, Story, a_set


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(a_set(tmp_path))


def bodies(story: Story, kind: type) -> list[object]:
    return [event.body for event in story.events if isinstance(event.body, kind)]


def test_the_article_comes_first_with_its_numbers(story: Story) -> None:
    said = story.tell()
    assert said.index("The harbour") < said.index("Question 1 of 4")
    assert "1. [1] The harbour of Brack" in said
    assert "2. [3] The first ship" in said


def test_a_question_says_all_that_is_needed(story: Story) -> None:
    said = story.tell(":goto 3")
    assert "Question 1 of 4, topic figure, 1 point." in said
    assert "Question 3 of 4, topic place, 1 point.\nWhere did the first ship come from?" in said
    assert sorted(line[3:] for line in said.splitlines() if line[:3] in ("1. ", "2. ", "3. ") and len(line) < 12) == [
        "Bergen",
        "Brack",
        "Oslo",
    ]


def test_right_answer_tells_key_explanation_and_evidence_in_its_paragraph(story: Story) -> None:
    said = story.tell("23 million crowns")
    assert "Right. 1 of 1 point; 1 of 1 point so far." in said
    assert "The mayor names the sum." in said
    assert 'Evidence, paragraph 1: "It cost 23 million crowns"' in said
    assert "The paragraph: The harbour of Brack opened" in said
    assert "1 of 4 questions answered; score so far 1 of 1 point." in said


def test_near_answer_is_completed_without_cost(story: Story) -> None:
    said = story.tell(":goto 2", "May 2024", "6 May 2024", "1")
    assert "Nearly right. The day is missing.\nComplete it: this costs nothing, and can be done twice more." in said
    assert "You keep ½ of 1." in said.replace("\n", " ")
    assert "Right. 1 of 1 point" in said
    assert story.desk.attempt.items["opened"].earned == 1


def test_a_further_try_costs_a_third(story: Story) -> None:
    said = story.tell("22 million crowns", "23 million crowns", ":why")
    assert "Wrong." in said
    assert "Try again: 1 try left, each for a third less." in said
    assert "The key" not in said.split("Try again")[0]
    assert "Right. ⅔ of 1 point" in said
    assert "Question 1: right: 1 point; less 1/3 for 1 earlier try: ⅔." in said


def test_hints_show_one_by_one_and_cost(story: Story) -> None:
    said = story.tell(":hint", ":hint", ":hint", "23 million crowns")
    assert "Hint: Look at what the mayor says." in said
    assert "Hint: It is below thirty." in said
    assert "No more hints for this question." in said
    assert "Right. ¼ of 1 point" in said


def test_an_empty_line_skips_and_comes_round_again(story: Story) -> None:
    said = story.tell("", "6 May 2024", "1", "Oslo", "3", "a ship, early", "1 2", "23 million crowns")
    assert bodies(story, Skipped) == [Skipped("cost")]
    assert "That was the last question. Not answered yet: 1." in said
    assert "Every question is answered." in said
    assert story.desk.attempt.earned == 5


def test_proof_is_asked_before_anything_is_given_away(story: Story) -> None:
    said = story.tell(":goto 2", "6 May 2023", ":why", "2")
    before, after = said.split("Which sentence proves it?")
    assert "Wrong" not in before
    assert "The key" not in before
    assert "No verdict yet." in after.split("Wrong.")[0]
    assert "Your evidence: neither the answer nor the evidence." in after
    assert story.desk.attempt.items["opened"].cited is not None


def test_gated_proof_is_asked_only_after_a_right_answer(story: Story) -> None:
    wrong = story.tell(":goto 3", "Bergen", ":undo", "Oslo")
    assert "No ship from Bergen is named." in wrong
    assert "Which sentence" not in wrong  # what was given after the key is practice
    right = Story(story.asked).tell(":goto 3", "Oslo", "1")
    assert "Right.\nWhich sentence proves it?" in right
    assert "right, but the evidence is elsewhere" in right


def test_a_proof_that_was_left_is_asked_for_again(story: Story) -> None:
    story.tell(":goto 2", "6 May 2024", ":next")
    said = story.tell(":goto 2", "1")
    assert "Your answer: 6 May 2024\nWhich sentence proves it?" in said
    assert "right, for the right reason" in said


def test_certainty_is_said_before_the_verdict(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path, SET.replace("articles: [harbour]", "articles: [harbour]\ncertainty: scored")))
    said = story.tell(":goto 3", "Bergen", ":score", "7", "2")
    asked, verdict = said.split("How sure are you?", 1)
    assert "Wrong" not in asked
    assert "3. quite sure: 1 of the points if right, -2 if wrong" in verdict
    assert "Type 1, 2 or 3." in verdict
    assert "Wrong. -⅔ of 1 point" in verdict
    assert story.desk.attempt.items["first"].certainty == 2
    story.tell(":goto 1", "23 million crowns")
    assert "Begun before: 23 million crowns" in story.tell("23 million crowns", "")
    assert story.desk.attempt.items["cost"].certainty == 1


def test_open_answer_is_judged_against_the_rubric(story: Story) -> None:
    said = story.tell(":goto 4", "A ship came early.", "3", "2")
    assert "Now compare your answer with what earns the points." in said
    assert "1. a ship came\n2. earlier than noon" in said
    assert "Type numbers from 1 to 2, or 0 for none." in said
    assert "Assessed: 1 of 2 points." in said
    assert story.desk.attempt.items["why"].earned == 1


def test_undo_opens_the_question_again_with_its_answer(story: Story) -> None:
    said = story.tell("23 million crowns", ":undo", ":finish")
    assert "Open again: question 1." in said
    assert "Your answer: 23 million crowns. It counts, because its key has been shown" in said
    assert "Score: 1 of 5 points, 20 percent." in list(result_lines(story.desk, story.asked))


def test_after_the_key_was_shown_a_second_answer_is_practice(story: Story) -> None:
    said = story.tell(":goto 3", "Bergen", ":undo", "Oslo", ":goto 3", ":finish").replace("\n", " ")
    practice = "“Oslo” is right, as practice: your first answer counts, “Bergen”."
    assert f"{practice} Wrong. 0 of 1 point" in said
    assert f"Your answer: Bergen {practice} Wrong: 0 of 1 point." in said
    assert f"Your answer: Bergen {practice} " in " ".join(result_lines(story.desk, story.asked))


def test_what_a_nearly_right_answer_earned_is_kept(story: Story) -> None:
    said = story.tell(":goto 2", "May 2024", "7 May 2024", "1", ":finish").replace("\n", " ")
    kept = "“7 May 2024” is wrong and earned less: your earlier answer counts, “May 2024”."
    assert f"{kept} Nearly right. ½ of 1 point" in said
    assert f"Your answer: May 2024 {kept} Nearly right. The day is missing." in " ".join(
        result_lines(story.desk, story.asked)
    )


def test_moving_about(story: Story) -> None:
    said = story.tell(":back", ":next", ":back", ":goto 9", ":goto 4", ":next", ":again")
    assert "This is the first question." in said
    assert "Type a number from 1 to 4" in said
    assert "This is the last question." in said
    assert bodies(story, Moved) == [Moved("opened"), Moved("cost"), Moved("why")]


def test_flag_list_and_score(story: Story) -> None:
    said = story.tell(":flag", "23 million crowns", "", ":back", ":list", ":score")
    assert bodies(story, Flagged) == [Flagged("cost", True)]
    assert "1. right, flagged: How many million" in said
    assert "2. skipped, here: When did" in said
    assert "1 of 4 questions answered" in said


def test_a_decided_question_is_shown_and_not_asked(story: Story) -> None:
    story.tell("23 million crowns")
    said = story.tell(":goto 1", "24", "")
    assert "This question is decided; an empty line goes on." in said
    assert story.desk.attempt.items["cost"].answers == 1


def test_claim_is_kept_and_the_score_stays(story: Story) -> None:
    said = story.tell("!", "6 million crowns", "7 million crowns", "!")
    assert "No verdict yet." in said
    assert bodies(story, Claimed) == [Claimed("cost")]
    assert story.desk.attempt.earned == 0


def test_misread_lines_say_what_would_do(story: Story) -> None:
    said = story.tell(":goto 3", "7", "1 2", ":nonsense", "   ")
    assert "'7' is none of the options" in said
    assert "Pick one." in said
    assert "There is no command :nonsense; ? lists them." in said
    assert not story.desk.attempt.items["first"].answered


def test_help_lists_every_command(story: Story) -> None:
    from quiz.plain.commands import COMMANDS

    said = story.tell("?")
    for command in COMMANDS:
        assert f"{command.names[0]} or " in said or f"{command.names[0]}: " in said


def test_article_and_paragraph_again(story: Story) -> None:
    said = story.tell(":article", ":paragraph 2", ":paragraph 7", ":article 3")
    assert said.count("1. [1] The harbour of Brack") == 2
    assert said.count("2. [3] The first ship") == 3
    assert "Type the number of a paragraph" in said
    assert "There is one article." in said


def test_end_of_input_keeps_the_attempt_and_tells_the_score(story: Story) -> None:
    said = story.tell("23 million crowns", "6 May 2024")
    assert said.endswith("2 of 4 questions answered; score so far 2 of 2 points.\n")
    assert story.desk.attempt.finished is None
    story.again()
    assert "Which sentence proves it?" in story.tell()


def test_end_of_input_after_the_last_question_finishes(story: Story) -> None:
    story.tell("23 million crowns", "6 May 2024", "1", "Oslo", "3", "early", "1")
    assert story.desk.attempt.finished == Finished("learner")


def test_finishing_early_is_said_twice(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path))
    said = story.tell(":finish", ":quit", typed=True)
    assert "4 questions not answered. Type :finish again" in said
    assert story.desk.attempt.finished is None
    story.tell(":finish", ":list", ":finish", typed=True)
    assert story.desk.attempt.finished is None
    story.tell(":finish", ":finish", typed=True)
    assert story.desk.attempt.finished is not None
    story = Story(a_set(tmp_path))
    story.tell(":finish")
    assert story.desk.attempt.finished is not None


def test_a_test_gives_nothing_away(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path), mode="test")
    said = story.tell(
        "22 million crowns", "6 May 2024", "1", "Oslo", "early", ":why", ":hint", ":list", ":undo", ":score"
    )
    for word in ("Right", "Wrong", "key", "Evidence", "score so far"):
        assert word not in said
    assert said.count("Noted.") == 4
    assert "Verdicts show after the end." in said
    assert "No hints for this question." in said
    assert "Answers cannot be taken back in a test" in said
    assert story.desk.attempt.finished is None


def test_in_a_test_answers_change_until_the_end(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path), mode="test")
    said = story.tell("22 million crowns", ":back", "23 million crowns", ":finish")
    assert "Your answer: 22 million crowns. Another one replaces it" in said
    assert story.desk.attempt.earned == 1


def test_time_that_is_over_ends_the_attempt(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path), mode="test", minutes=2)
    assert "Question 1 of 4, topic figure, 1 point, 2 minutes left." in story.tell("23 million crowns")
    story.clock.time = 119_000
    assert "1 second left" in story.tell(":again")
    story.clock.time = 121_000
    assert "The time is over." in story.tell("6 May 2024")
    assert story.desk.attempt.finished == Finished("time")
    assert story.desk.attempt.earned == 1


def test_time_goes_on_where_an_attempt_was_left(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path), mode="test", minutes=2)
    story.clock.time = 60_000
    story.tell("23 million crowns")
    story.clock.time = 9_000_000
    story.again()
    assert "1 minute left" in story.tell()


def test_closed_book_hides_the_article_but_for_the_proof(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path), book="closed")
    said = story.tell(":article", ":paragraph 1", ":goto 2", "6 May 2024")
    asked, proof = said.split("Noted." if "Noted." in said else "> 6 May 2024")
    assert "The harbour of Brack" not in asked
    assert asked.count("Closed book: the article is not shown while you answer.") == 3
    assert "[1] The harbour of Brack" in proof


def test_hostile_text_is_shown_harmlessly(tmp_path: Path) -> None:
    story = Story(a_set(tmp_path, SET.replace("Bergen:", r'"[red]Bergen[/]\u202e":')))
    said = story.tell("\x1b]0;owned\x07\u202e 23", ":goto 3")
    assert not any(char in said for char in "\x1b\x07\u202e")
    assert "[red]Bergen[/]" in said


def test_very_long_lines_and_odd_bytes_are_answers_like_others(story: Story) -> None:
    said = story.tell("9" * 300_000, ":goto 2", "\udcff 6 May 2024", "1")
    assert "Question 2 of 4" in said
    assert story.desk.attempt.items["opened"].answered


def test_a_page_never_breaks_a_word_or_moves_the_cursor(story: Story) -> None:
    said = story.tell("?")
    assert max(map(len, said.splitlines())) <= 80
    assert said.replace("\n", "").isprintable()


def test_page_ends_at_the_end_of_input() -> None:
    import io

    page = Page(io.StringIO("last"), io.StringIO())
    assert page.ask() == "last"
    assert page.ask() is None


def test_what_looks_unmeant_is_given_when_it_is_said_again(story: Story) -> None:
    said = story.tell("no idea", ":score", "no idea", ":goto 2", "7/5/2024", "")
    assert "Not given yet. No number can be read in this. The same again, or an empty line," in said
    assert said.split("Not given yet")[1].count("0 of 4 questions answered.") == 1
    assert "Read day first, this is 7 May 2024." in said
    assert story.desk.attempt.items["cost"].response == Typed("no idea")
    assert story.desk.attempt.items["opened"].response == Typed("7/5/2024")


def test_another_answer_takes_the_place_of_a_doubted_one(story: Story) -> None:
    said = story.tell("no idea", "23 million crowns")
    assert "Right. 1 of 1 point" in said
    assert story.desk.attempt.items["cost"].answers == 1
    story.tell(":goto 2", "no idea", ":next", ":goto 2")
    assert story.desk.attempt.items["opened"].draft == Typed("no idea")


def test_in_a_timed_test_a_doubted_answer_counts_when_the_time_is_over(story: Story) -> None:
    story = Story(story.asked, mode="test", minutes=1)
    story.tell(":goto 2", "6/5/2024")
    story.clock.time = 61_000
    story.tell()
    assert story.desk.attempt.finished
    assert story.desk.attempt.items["opened"].earned == 1


def test_finishing_with_questions_open_is_asked_about_once(story: Story) -> None:
    said = story.tell("23 million crowns", ":finish", ":score")
    assert "3 questions not answered. Type :finish again to end all the same." in said
    assert not story.desk.attempt.finished
    story.tell(":finish")  # and the end of input is the end
    assert story.desk.attempt.finished


def test_control_characters_are_no_answer(story: Story) -> None:
    said = story.tell("23 mil\x1b[D\x1b[Dlion crowns", "\x1b[A", "\x00")
    assert said.count("Not taken: a key was pressed that writes no letter. Type the line again.") == 3
    assert not story.desk.attempt.items["cost"].answered
    assert story.desk.attempt.items["cost"].draft is None
