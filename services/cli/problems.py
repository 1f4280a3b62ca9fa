"""Errors that a person can mend: what is wrong, where, and what to do."""


class Problem(Exception):
    """Shown as one line; `exit_code` 2 wrong use or bad input, 3 something is not reachable, 1 problems found."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code
