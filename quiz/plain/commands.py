"""The commands of plain mode: one list, from which the help is made too."""

from collections.abc import Callable
from typing import NamedTuple

from quiz.errors import NotAllowed
from quiz.plain import wording
from quiz.plain.player import Player
from quiz.plain.showing import Stage
from quiz.plain.summary import list_lines, standing_line
from quiz.questions.view import hint_lines


class Command(NamedTuple):
    """names: the first is the one that help shows; run takes the player and what follows the name."""

    names: tuple[str, ...]
    help: str
    run: Callable[[Player, str], None]


def obey(player: Player, line: str) -> None:
    """Do what a line that begins with ``:`` (or is ``?``, ``=`` or ``!``) says. Raises NotAllowed."""
    word, _, rest = line.partition(" ")
    word = word.casefold()
    for command in COMMANDS:
        if word in command.names:
            if word not in (":finish", ":f"):
                player.confirming = False
            command.run(player, rest.strip())
            return
    close = [one.names[0] for one in COMMANDS if len(word) > 1 and one.names[0].startswith(word)]
    if len(close) == 1:
        obey(player, f"{close[0]} {rest}".strip())
        return
    player.page.say(f"There is no command {word}; ? lists them.")


def help_(player: Player, _: str) -> None:
    view = player.desk.view(player.here)
    if player.stage is Stage.ANSWER:
        player.page.say(wording.how_to_answer(view, player.desk.articles))
    player.page.say("An empty line skips a question or goes on. Options go by number, letter or text.")
    player.page.say(*(f"{' or '.join(command.names)}: {command.help}" for command in COMMANDS))


def article(player: Player, which: str) -> None:
    if player.desk.attempt.started.book == "closed" and not _may_see_article(player):
        raise NotAllowed("closed book: the article is not shown while you answer")
    articles = list(player.desk.articles)
    if not which:
        player.show_article(player.desk.view(player.here).article)
        player.look_back()
    elif which.isdecimal() and 1 <= int(which) <= len(articles):
        player.show_article(articles[int(which) - 1])
        player.look_back()
    else:
        raise NotAllowed(f"there {'is one article' if len(articles) == 1 else f'are articles 1 to {len(articles)}'}")


def paragraph(player: Player, which: str) -> None:
    if player.desk.attempt.started.book == "closed" and not _may_see_article(player):
        raise NotAllowed("closed book: the article is not shown while you answer")
    shown = player.desk.articles[player.desk.view(player.here).article]
    for one in shown.paragraphs:
        if one.number is not None and str(one.number) == which:
            player.page.say(wording.paragraph_text(shown, one, sentences=True))
            player.look_back()
            return
    raise NotAllowed("type the number of a paragraph, such as :paragraph 3")


def flag(player: Player, _: str) -> None:
    player.keep(player.desk.flag(player.here))
    on = player.desk.attempt.items[player.here].flagged
    player.page.say("Flagged." if on else "The flag is off.")


def back(player: Player, _: str) -> None:
    ids = list(player.desk.attempt.items)
    at = ids.index(player.here)
    if player.stage is Stage.DECIDED:
        player.go(player.here)
        return
    if at == 0:
        raise NotAllowed("this is the first question")
    player.go(ids[at - 1])


def next_(player: Player, _: str) -> None:
    ids = list(player.desk.attempt.items)
    at = ids.index(player.here)
    if at + 1 == len(ids):
        raise NotAllowed("this is the last question")
    player.go(ids[at + 1])


def goto(player: Player, which: str) -> None:
    ids = list(player.desk.attempt.items)
    if not which.isdecimal() or not 1 <= int(which) <= len(ids):
        raise NotAllowed(f"type a number from 1 to {len(ids)}, such as :goto 3")
    player.go(ids[int(which) - 1])


def again(player: Player, _: str) -> None:
    player.go(player.here)


def hint(player: Player, _: str) -> None:
    player.keep(player.desk.hint(player.here))
    player.page.say(*list(hint_lines(player.desk.view(player.here), player.desk.hints(player.here)))[-1:])


def undo(player: Player, _: str) -> None:
    question = player.desk.undo()
    player.page.say(f"Open again: question {list(player.desk.attempt.items).index(question) + 1}.")
    player.ask()


def why(player: Player, _: str) -> None:
    question = _judged(player)
    item, feedback = player.desk.attempt.items[question], player.desk.feedback(question)
    verdict = feedback.verdict if feedback else item.latest
    if verdict is None:
        raise NotAllowed("no verdict yet")
    at = list(player.desk.attempt.items).index(question) + 1
    player.page.say(f"Question {at}: {verdict.arithmetic or wording.outcome_word(verdict)}.")
    if item.assessed:
        player.page.say(f"Assessed by you: {wording.score(item.earned, item.points)}.")


def claim(player: Player, _: str) -> None:
    question = _judged(player)
    player.keep(player.desk.claim(question))
    at = list(player.desk.attempt.items).index(question) + 1
    player.page.say(f"Kept: you say your answer to question {at} was right. The score stays; the author can see it.")


def suspend(player: Player, how: str) -> None:
    if how.casefold() not in ("", "on", "off"):
        raise NotAllowed("type :suspend, or :suspend off")
    on = how.casefold() != "off"
    player.keep(player.desk.suspend(player.here, on))
    player.page.say("Suspended: not asked in coming reviews." if on else "Coming reviews ask this question again.")


def bury(player: Player, _: str) -> None:
    player.keep(player.desk.bury(player.here))
    player.page.say("Buried: not asked in reviews before tomorrow.")


def list_(player: Player, _: str) -> None:
    player.page.say(*list_lines(player.desk))


def status(player: Player, _: str) -> None:
    player.page.say(standing_line(player.desk))
    left = player.desk.time_left()
    spent = f"{wording.duration(player.desk.elapsed())} spent"
    player.page.say(f"{spent}{'' if left is None else f', {wording.duration(left)} left'}.")


def finish(player: Player, _: str) -> None:
    left = len(player.unanswered())
    if left and not player.confirming:
        player.confirming = True
        player.page.say(f"{wording.count(left, 'question')} not answered. Type :finish again to end all the same.")
        return
    player.finish()


def quit_(player: Player, _: str) -> None:
    player.leave()


COMMANDS = (
    Command((":article", ":a"), "print the article again; with several, :article 2 prints the second", article),
    Command((":paragraph", ":p"), "print one paragraph with its sentence numbers, such as :paragraph 3", paragraph),
    Command((":again",), "print the question again", again),
    Command((":hint", ":h"), "show a hint, which costs a share of the points", hint),
    Command((":flag",), "put a flag on the question, or take it off", flag),
    Command((":back", ":b"), "go to the question before", back),
    Command((":next", ":n"), "go to the question after", next_),
    Command((":goto", ":g"), "go to a question by its number, such as :goto 3", goto),
    Command((":list", ":l"), "all questions with their state", list_),
    Command((":score", ":s"), "how far you are, and the time", status),
    Command((":undo", ":u"), "take the latest answer back (practice)", undo),
    Command((":why", "="), "how the points of the latest verdict came about", why),
    Command((":suspend",), "keep this question out of coming reviews; :suspend off lets it come up again", suspend),
    Command((":bury",), "keep this question out of reviews until tomorrow", bury),
    Command((":claim", "!"), "I was right: keep that you find the latest verdict unfair", claim),
    Command((":finish", ":f"), "end the attempt and show the results", finish),
    Command((":quit", ":q"), "leave; an attempt that is saved can be gone on with", quit_),
    Command(("?", ":help"), "this help", help_),
)


def _judged(player: Player) -> str:
    """The question of the latest verdict that may be seen: the one asked, else the one answered last."""
    attempt = player.desk.attempt
    hidden = not player.desk.rules.feedback and not attempt.finished
    waiting = player.stage is Stage.CITE and player.desk.view(player.here).cite == "independent"
    for question in (player.here, *reversed(attempt.trail)):
        if attempt.items[question].verdict is not None and not hidden and not (waiting and question == player.here):
            return question
    raise NotAllowed("no verdict yet" if not hidden else "verdicts show after the end")


def _may_see_article(player: Player) -> bool:
    """Where the response is a place in the article, even a closed book is open."""
    return wording.needs_article(player.desk.view(player.here)) or player.stage is Stage.CITE
