"""``quiz schema``: what an editor needs to help those who write question sets."""

import argparse


def add_schema(one: argparse.ArgumentParser) -> None:
    one.set_defaults(run=schema)


def schema(_: argparse.Namespace) -> int:
    import json

    from quiz.authoring.schema import set_schema

    print(json.dumps(set_schema(), indent=1))
    return 0
