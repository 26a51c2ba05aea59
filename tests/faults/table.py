"""Everything in this folder at its full counts, as a table: ``python -m tests.faults.table [MODULE ...]``.

Numbers and counts are those that the project holds itself to (docs/reliability.md). A line falls short where fewer
cases were tried than wanted, or one did not survive; then the exit code is 1.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]


class Line(NamedTuple):
    number: str
    what: str
    wanted: int


LINES = [
    Line("1", "power cut: states of the store, nothing acknowledged lost", 2000),
    Line("2", "power cut: states of exports, backups, articles, rewritten files", 2248),
    Line("3", "kill -9 at each write, sync and truncate of a session", 545),
    Line("3 at random", "kill -9 of a writer at random moments", 50),
    Line("4", "kill -9 of the app while an answer is typed", 500),
    Line("6", "kill -9 of the database under three servers of a class", 20),
    Line("7", "kill -9 of one of three servers of a class", 120),
    Line("10", "backups made while answers come in", 200),
    Line("12", "single flipped bits", 1000),
    Line("13", "migrations: killed at every statement, newer stores refused", 3),
    Line("14", "clock set back, forward, to 1970; time zone; sleep", 20),
    Line("14 in the store", "order and backups whatever the clock says", 8),
    Line("15", "no space left, at each write", 121),
    Line("16", "a disk that is really full", 10),
    Line("17", "input/output error at each write, sync and truncate", 171),
    Line("18", "read-only, another's, file size limit", 10),
    Line("19", "eight kinds of damage: found, kept, restored", 200),
    Line("20", "network file systems", 5),
    Line("22", "signals, a lost line, a stop", 120),
    Line("23", "kill -9 and crashes: the terminal is mended", 20),
    Line("24", "hangup ignored and terminal gone", 1),
    Line("25", "random input to the key reader and to the app", 10_000),
    Line("26", "a fault in each event handler", 100),
    Line("27", "hostile question sets and articles", 5000),
    Line("28", "YAML's odd corners, by both parsers alike", 40),
    Line("29", "keys given twice", 50),
    Line("30", "values that YAML would turn into something else", 40),
    Line("31", "control sequences at sinks", 20_023),
    Line("32", "markup at sinks", 100),
    Line("33", "links", 30),
    Line("37", "large questions and articles", 16),
    Line("38", "large and strange answers, marked within 50 ms", 1000),
    Line("39", "names that look like paths", 100),
    Line("40", "other people's stores and exports", 50),
    Line("48", "umasks and planted links", 23),
    Line("50", "what may not be written", 100),
    Line("56", "reads racing with releases that are taken back, over three servers", 1000),
    Line("typed ahead", "keys in bursts: none lost, none overtaken", 100),
    Line("defences", "a defence taken out is noticed", 40),
]

# Tests that count no cases themselves: module and the beginning of a test's name, line, cases in each.
CASES = {
    ("test_kill", "test_killed_while_typing"): ("4", 500),
    ("test_migrations", "test_killed_at_any_statement"): ("13", 1),
    ("test_migrations", "test_a_step_that_fails"): ("13", 1),
    ("test_opening", "test_a_newer_store"): ("13", 1),
    ("test_store_disk", "test_a_full_disk"): ("16", 1),
    ("test_store_disk", "test_the_reserve"): ("16", 1),
    ("test_store_disk", "test_read_only"): ("18", 1),
    ("test_store_disk", "test_a_file_size_limit"): ("18", 1),
    ("test_filesystems", "test_a_network_file_system"): ("20", 1),
    ("test_signals", "test_a_signal_keeps"): ("22", 20),
    ("test_signals", "test_after_a_sudden_death"): ("23", 20),
    ("test_signals", "test_a_closed_terminal_ends_the_app"): ("24", 1),
    ("test_signals", "test_a_fault_is_told"): ("26", 1),
    ("test_keyboard", "test_any_bytes"): ("25", 10_000),
    ("test_keyboard", "test_the_app_survives_any_keys"): ("25", 10_000),
    ("test_keyboard", "test_after_odd_input"): ("25", 1),
    ("test_hostile_yaml", "test_thousands"): ("27", 5000),
    ("test_hostile_yaml", "test_five_hundred"): ("27", 500),
    ("test_hostile_yaml", "test_a_bomb"): ("27", 1),
    ("test_yaml_door", "test_both_parsers"): ("28", 1),
    ("test_yaml_door", "test_a_value_is"): ("30", 1),
    # The sinks' traps hold 23 control and 10 markup payloads each.
    ("test_sinks", "test_in_"): ("31 and 32", 1),
    ("test_sinks", "test_on_the_command_line"): ("31 and 32", 1),
    ("test_import_hygiene", "test_"): ("50", 1),
}
PAYLOADS = {"31": 23, "32": 10}

MODULES = [
    "tests/faults/test_kill.py",
    "tests/faults/test_store_kill.py",
    "tests/faults/test_store_disk.py",
    "tests/faults/test_power_cut.py",
    "tests/faults/test_signals.py",
    "tests/faults/test_again.py",
    "tests/faults/test_replicas.py",
    "tests/faults/test_handlers.py",
    "tests/faults/test_keyboard.py",
    "tests/faults/test_typed_ahead.py",
    "tests/faults/test_hostile_yaml.py",
    "tests/faults/test_sinks.py",
    "tests/faults/test_sinks_fuzz.py",
    "tests/faults/test_class_sinks.py",
    "tests/faults/test_links.py",
    "tests/faults/test_limits.py",
    "tests/faults/test_foreign_files.py",
    "tests/faults/test_file_modes.py",
    "tests/faults/test_clock.py",
    "tests/faults/test_store_damage.py",
    "tests/faults/test_defences_matter.py",
    "tests/faults/test_class_defences.py",
    "tests/store/test_migrations.py",
    "tests/store/test_opening.py",
    "tests/store/test_filesystems.py",
    "tests/text/test_yaml_door.py",
    "tests/test_import_hygiene.py",
]
TOGETHER = 2

Counts = Counter[str]


def run_module(module: str, folder: Path) -> tuple[Counts, Counts, str]:
    """Run a module's tests at their full counts: how many cases of each line were tried, survived, and what failed."""
    stem = Path(module).stem
    tally, report = folder / f"{stem}.json", folder / f"{stem}.xml"
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=short", f"--junit-xml={report}", module],
        cwd=ROOT,
        env={**os.environ, "QUIZ_FAULTS": "full", "QUIZ_TALLY": str(tally)},
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{module}: {time.monotonic() - start:.0f} s, exit code {done.returncode}", file=sys.stderr, flush=True)
    tried, survived = Counts(), Counts()
    for line, (one, other) in json.loads(tally.read_text()).items() if tally.exists() else ():
        tried[line] += one
        survived[line] += other
    if report.exists():
        _count_items(report, stem, tried, survived)
    return tried, survived, "" if done.returncode == 0 else f"{module}:\n{done.stdout[-3000:]}"


def _count_items(report: Path, stem: str, tried: Counts, survived: Counts) -> None:
    for item in ElementTree.parse(report).iter("testcase"):  # noqa: S314  pytest has just written it
        name = item.get("name", "")
        if item.find("skipped") is not None:
            continue
        for (module, beginning), (lines, cases) in CASES.items():
            if module == stem and name.startswith(beginning):
                for line in lines.split(" and "):
                    count = cases * (PAYLOADS[line] if " and " in lines else 1)
                    tried[line] += count
                    survived[line] += count * (item.find("failure") is None and item.find("error") is None)


def main(modules: list[str]) -> int:
    """Run the modules, all if none is named, print the table; 1 where a line falls short."""
    chosen = [one for one in MODULES if not modules or Path(one).stem in modules]
    tried, survived, faults = Counts(), Counts(), []
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(TOGETHER) as pool:
        for one, other, fault in pool.map(lambda module: run_module(module, Path(place)), chosen):
            tried += one
            survived += other
            faults += [fault] * bool(fault)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{'test':>15} | {'tried':>6} | {'survived':>8} | {'wanted':>6} |")
    short = 0
    for line in LINES:
        if modules and not tried[line.number]:
            continue
        well = survived[line.number] == tried[line.number] >= line.wanted
        short += not well
        counts = f"{tried[line.number]:6} | {survived[line.number]:8} | {line.wanted:6}"
        print(f"{line.number:>15} | {counts} | {line.what}{'' if well else '  <-- falls short'}")
    return 1 if short or faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
