"""The command ``quiz``."""

import sys


def main() -> int:
    """Run the command line; the exit code goes to the shell."""
    from quiz.tui.terminal.supervise import supervise

    code = supervise(sys.argv[1:])
    if code is not None:
        return code
    try:
        from quiz.cli import run

        return run(sys.argv[1:])
    except Exception as error:  # noqa: BLE001  the last place that can turn a fault into a report
        import warnings

        from quiz.store.paths import data_folder
        from quiz.tui.terminal.crash import EXIT_CODE, report

        warnings.simplefilter("ignore")  # of what the fault left unfinished, the report alone speaks
        print(report(error, data_folder()), file=sys.stderr)
        return EXIT_CODE


if __name__ == "__main__":
    sys.exit(main())
