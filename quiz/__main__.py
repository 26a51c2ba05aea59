"""The command ``quiz``."""

import sys


def main() -> int:
    """Run the command line; the exit code goes to the shell."""
    from quiz.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
