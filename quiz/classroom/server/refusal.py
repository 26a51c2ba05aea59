"""Saying no: every answer that is no success is a ``Fault`` with a status that fits."""

from collections.abc import Mapping

from quiz.classroom.wire import Fault, FaultCode

STATUS: Mapping[FaultCode, int] = {
    "no-such-route": 404,
    "malformed": 400,
    "too-large": 413,
    "other-api": 400,
    "login-refused": 403,
    "logged-out": 401,
    "not-allowed": 403,
    "not-there": 404,
    "not-open": 409,
    "taken": 409,
    "slow-down": 429,
    "store-failed": 503,
}


class Refusal(Exception):
    """Ends a call with a fault; what its transaction had done is undone."""

    def __init__(self, code: FaultCode, said: str, retry: float = 0.0) -> None:
        """said: one sentence for a person, without a full stop at its end. retry: seconds, 0 where trying again is no
        use."""
        super().__init__(said)
        self.fault = Fault(code, said, retry)


def logged_out() -> Refusal:
    return Refusal("logged-out", "this session is over; log in again")
