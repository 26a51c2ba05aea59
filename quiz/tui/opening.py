"""Before the app opens: where answers are kept, and whether to go on where they cannot be."""

import sys

from quiz.store.errors import StoreError
from quiz.store.paths import data_folder
from quiz.store.store import Store
from quiz.store.study import PlayOptions


def open_store(options: PlayOptions) -> Store:
    """The learner's store, or one in memory where that was asked for or chosen. Raises StoreError otherwise."""
    if options.no_save:
        return Store.in_memory()
    try:
        return Store.open(data_folder())
    except StoreError as error:
        if not _goes_on(error):
            raise
        return Store.in_memory()


def _goes_on(error: StoreError) -> bool:
    """Tell at once, and ask; no at the end of input."""
    print(f"Nothing can be saved: {error}.")
    while True:
        print("Go on without saving? Type y or n.", flush=True)
        line = sys.stdin.readline()
        if line.strip().casefold() in ("y", "yes"):
            return True
        if not line or line.strip().casefold() in ("n", "no"):
            return False
