"""Completion scripts, made from the command line's own tree so that they cannot fall behind it."""

import argparse
from collections.abc import Iterator
from typing import NamedTuple

IDS = "quiz list --ids 2>/dev/null"
FILES = ("FILE",)


class Node(NamedTuple):
    """path: the verbs that lead here. words: verbs and choices with their help. options: names with their help.

    takes: what the values of options are, by the option's name: the choices there are, FILES, or nothing known.
    sets, files: what an argument may be.
    """

    path: tuple[str, ...]
    words: dict[str, str]
    options: dict[str, str]
    takes: dict[str, tuple[str, ...]]
    sets: bool
    files: bool


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """A script for bash, zsh or fish, to be read by the shell at its start."""
    nodes = list(_walk(parser, ()))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](nodes)


def _walk(parser: argparse.ArgumentParser, path: tuple[str, ...]) -> Iterator[Node]:
    words: dict[str, str] = {}
    options: dict[str, str] = {}
    takes: dict[str, tuple[str, ...]] = {}
    sets = files = False
    below: list[tuple[str, argparse.ArgumentParser]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            words |= {name: helps.get(name, "") for name in action.choices}
            below += list(action.choices.items())
        elif action.option_strings:
            options |= dict.fromkeys(action.option_strings, action.help or "")
            if action.nargs != 0:
                choices = FILES if action.metavar == "FILE" else tuple(str(one) for one in action.choices or ())
                takes |= dict.fromkeys(action.option_strings, choices)
        elif action.choices:
            words |= dict.fromkeys((str(choice) for choice in action.choices), "")
        else:
            named = f"{action.metavar or action.dest}"
            sets = sets or "SET" in named
            files = files or "FILE" in named
    yield Node(path, words, options, takes, sets, files)
    for name, child in below:
        yield from _walk(child, (*path, name))


def _bash(nodes: list[Node]) -> str:
    known = "|".join(f"'{' '.join(node.path)}'" for node in nodes if node.path)
    cases = []
    for node in nodes:
        values = [f"        {name}) {_bash_value(choices)} return ;;" for name, choices in node.takes.items()]
        before = ['      case "$prev" in', *values, "      esac"] if values else []
        words = " ".join((*node.words, *node.options))
        listed = f"{words} $({IDS})" if node.sets else words
        files = " -f" if node.files else ""
        cases += [
            f"    '{' '.join(node.path)}')",
            *before,
            f'      COMPREPLY=($(compgen{files} -W "{listed}" -- "$cur")) ;;',
        ]
    return "\n".join(
        [
            "# Completion for quiz in bash: source <(quiz completion bash)",
            "_quiz() {",
            '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" verb="" word',
            '  for word in "${COMP_WORDS[@]:1:$((COMP_CWORD-1))}"; do',
            f'    case "${{verb:+$verb }}$word" in {known}) verb="${{verb:+$verb }}$word" ;; esac',
            "  done",
            '  case "$verb" in',
            *cases,
            "  esac",
            "}",
            "complete -F _quiz quiz",
            "",
        ]
    )


def _bash_value(choices: tuple[str, ...]) -> str:
    if choices == FILES:
        return 'COMPREPLY=($(compgen -f -- "$cur"));'
    return f"COMPREPLY=($(compgen -W '{' '.join(choices)}' -- \"$cur\"));"


def _zsh(nodes: list[Node]) -> str:
    # zsh runs the bash form through its own emulation, so that the two cannot differ. There, ``path`` is special.
    return "\n".join(
        [
            "# Completion for quiz in zsh: source <(quiz completion zsh)",
            "autoload -Uz compinit bashcompinit",
            "(( ${+functions[compdef]} )) || compinit",
            "bashcompinit",
            *_bash(nodes).splitlines()[1:],
            "",
        ]
    )


def _fish(nodes: list[Node]) -> str:
    lines = ["# Completion for quiz in fish: quiz completion fish | source", "complete -c quiz -f"]
    for node in nodes:
        when = _fish_when(node, nodes)
        lines += [f"complete -c quiz {when} -a {word} -d {_quote(help_)}" for word, help_ in node.words.items()]
        if node.sets:
            lines.append(f"complete -c quiz {when} -a '({IDS})' -d 'question set'")
        if node.files:
            lines.append(f"complete -c quiz {when} -F")
        for name, help_ in node.options.items():
            flag = f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
            value = ""
            if name in node.takes:
                value = " -r -F" if node.takes[name] == FILES else f" -x -a '{' '.join(node.takes[name])}'"
            lines.append(f"complete -c quiz {when} {flag}{value} -d {_quote(help_)}")
    return "\n".join([*lines, ""])


def _fish_when(node: Node, nodes: list[Node]) -> str:
    below = [other.path[-1] for other in nodes if other.path[:-1] == node.path and other.path]
    seen = [f"__fish_seen_subcommand_from {verb}" for verb in node.path]
    if below:
        seen.append(f"not __fish_seen_subcommand_from {' '.join(below)}")
    return f"-n '{'; and '.join(seen)}'" if seen else ""


def _quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
