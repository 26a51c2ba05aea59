"""The verbs of the command line, in groups: one module each, with its verbs' options and what they do.

For a verb ``play`` its module has the function ``add_play``, which gives a parser its options and, as the default
``run``, the function that does it. No room is imported before its verb runs.
"""

from collections.abc import Mapping


class Verb:
    """Where a verb lives (a module of this package) and what it is for, in a few words."""

    def __init__(self, module: str, help: str) -> None:
        self.module, self.help = module, help


VERBS: Mapping[str, Verb] = {
    "play": Verb("practising", "be asked the questions of a set"),
    "review": Verb("practising", "be asked what is due today over all sets, or what went wrong"),
    "join": Verb("joining", "take part in a class by its join line"),
    "list": Verb("listing", "the question sets and articles there are"),
    "show": Verb("listing", "an article, or what a set asks about"),
    "check": Verb("authoring", "every problem of question sets and articles"),
    "preview": Verb("screens", "a set as a learner sees it, live while you edit its file"),
    "author": Verb("screens", "write questions about an article, with no editor"),
    "new": Verb("writing", "a question set to start from, out of an article"),
    "schema": Verb("writing", "a JSON Schema of question sets, for editors that know YAML"),
    "lsp": Verb("writing", "a language server: editors check, complete and explain question sets while you type"),
    "grade": Verb("grading", "grade responses from a file, such as a form's export"),
    "regrade": Verb("grading", "after a key was mended: who changes from what to what"),
    "stats": Verb("progress", "how practice goes; what learners object to"),
    "notes": Verb("progress", "your notes and highlights on articles"),
    "articles": Verb("articles", "take in texts to read; what there is, and what of it is yours"),
    "class": Verb("classroom", "a teacher's class: make it, open a sitting, follow it, release, export"),
    "data": Verb("data", "back up, restore, export or delete what is kept of learners"),
    "settings": Verb("machine", "what you can set, how it is set, and in which file"),
    "doctor": Verb("machine", "what this terminal, disk and Python can do, to paste into a report"),
    "completion": Verb("machine", "a script that completes verbs, options and sets"),
}
