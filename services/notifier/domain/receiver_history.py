"""Remembers what was decided for each receiver, so that nothing is decided twice and only what it received is
corrected."""

from typing import Any

MEMORY = 200_000
"""Keys of either kind remembered for each receiver; the oldest go first."""


class ReceiverHistory:
    """Keys by receiver: ids of alerts, of their subjects, and news keys."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, None]] = {}
        self._told: dict[str, dict[str, int]] = {}

    def see(self, receiver: str, *keys: str) -> None:
        """Mark these keys as decided."""
        mine = self._seen.setdefault(receiver, {})
        mine |= dict.fromkeys(keys)
        _shorten(mine)

    def tell(self, receiver: str, *keys: str) -> None:
        """Count a message with these keys as on its way or delivered."""
        mine = self._told.setdefault(receiver, {})
        for key in dict.fromkeys(keys):
            mine[key] = mine.pop(key, 0) + 1
        _shorten(mine)

    def untell(self, receiver: str, keys: tuple[str, ...]) -> None:
        """Count a message with these keys as withdrawn; keys that another message carries stay."""
        mine = self._told.get(receiver, {})
        for key in keys:
            if mine.get(key, 0) > 1:
                mine[key] -= 1
            else:
                mine.pop(key, None)

    def forget_news(self, receiver: str, keys: tuple[str, ...]) -> None:
        """Forget a decision whose message was never sent: the next alert with this news is news again."""
        for key in keys:
            self._seen.get(receiver, {}).pop(key, None)

    def seen(self, receiver: str, key: str) -> bool:
        """Whether the key was decided."""
        return key in self._seen.get(receiver, {})

    def times(self, receiver: str, key: str) -> int:
        """How many messages carry the key."""
        return self._told.get(receiver, {}).get(key, 0)

    def told(self, receiver: str, *keys: str | None) -> bool:
        """Whether any message carries one of these keys."""
        return any(key in self._told.get(receiver, {}) for key in keys)


def _shorten(mine: dict[str, Any]) -> None:
    while len(mine) > MEMORY:
        del mine[next(iter(mine))]
