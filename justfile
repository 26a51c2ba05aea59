# Commands come from .venv where there is one.
bin := if path_exists(".venv/bin/python") == "true" { ".venv/bin/" } else { "" }
paths := "quiz tests"

# Everything that must hold before a commit.
check:
    {{bin}}ruff format --check {{paths}}
    {{bin}}ruff check {{paths}}
    {{bin}}mypy
    {{bin}}lint-imports
    {{bin}}python -m pytest -q

test *options:
    {{bin}}python -m pytest {{options}}

# Laws tried with examples nobody has seen; what fails prints how to repeat it.
explore *options:
    {{bin}}python -m pytest --hypothesis-profile=explore {{options}}

# Tests that kill, fill and break things, at their full counts, as a table; half an hour.
faults *modules:
    {{bin}}python -m tests.faults.table {{modules}}

# Figures, not tests: see tests/bench/README.md.
bench:
    {{bin}}python tests/bench/bench_start.py
    {{bin}}python tests/bench/bench_keys.py
    {{bin}}python tests/bench/bench_library.py
    {{bin}}python tests/bench/bench_store.py
    {{bin}}python tests/bench/bench_progress.py
    {{bin}}python tests/bench/bench_check.py
    {{bin}}python tests/bench/bench_editor.py
    {{bin}}python tests/bench/bench_preview.py
    {{bin}}python tests/bench/bench_grade.py
    {{bin}}python tests/bench/bench_class.py
    {{bin}}python tests/bench/bench_replicas.py
