"""``quiz settings``: the file, what is set in it, and what is wrong there."""

from quiz.errors import InputError
from quiz.settings import CHOICES, KEY_NAMES, read_settings, settings_path, write_setting
from quiz.store.paths import data_folder


def print_settings() -> int:
    """Exit code 0, or 1 where something in the file was passed over."""
    path = settings_path(data_folder())
    settings, troubles = read_settings(path)
    print(f"File: {path}{'' if path.exists() else ' (not there yet; everything is as it comes)'}")
    for name, choice in CHOICES.items():
        value = getattr(settings, name.replace("-", "_"))
        may = f"{choice.numbers[0]} to {choice.numbers[1]}" if choice.numbers else ", ".join(choice.values)
        print(f"{name} = {value}   ({may}): {choice.help}")
    own = ", ".join(f"{name} {keys}" for name, keys in settings.keys.items()) or "as they come"
    print(f"keys: {own}   ({', '.join(KEY_NAMES)})")
    for trouble in troubles:
        print(f"{path}:{trouble.line}: {trouble.what}")
    return 1 if troubles else 0


def set_one(name: str, value: str) -> int:
    """Change one setting. Exit code 0. Raises InputError."""
    if name not in CHOICES:
        raise InputError(f"{name}: no setting; there is {', '.join(CHOICES)}")
    write_setting(settings_path(data_folder()), name, value)
    print(f"{name} = {value}")
    return 0
