"""What a version of a set's file says of its questions."""

from quiz.articles.library import Library
from quiz.questions.version import version_of
from tests.questions.planted import in_set


def test_the_errors_of_a_question_come_before_its_warnings(library: Library) -> None:
    text = in_set("kind: name\nprompt: Who was Tom Reve?\nanswer: Tom Reve\nevidence: not in it at all", "explain")
    version = version_of(text, "f.yaml", "f", library)
    told = [one.severity for one in version.problems_of(version.written[0])]
    assert told == ["error"]
    version = version_of(text.replace("not in it at all", "'23 people were saved'"), "f.yaml", "f", library)
    told = [one.severity for one in version.problems_of(version.written[0])]
    assert told == ["error", "warning", "warning"]
    assert version.problems_of(version.written[0])[0].line > version.problems_of(version.written[0])[1].line
