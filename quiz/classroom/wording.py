"""What is said of a sitting in more than one front end."""


def minutes(number_: float) -> str:
    """``1 minute``, ``2.5 minutes``."""
    return f"{number_:g} minute{'' if number_ == 1 else 's'}"
