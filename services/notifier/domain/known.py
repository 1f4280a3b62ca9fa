"""What each receiver has heard of: what was decided about, so that nothing is decided twice, and what it was told, so
that only that is mended."""

from typing import Any

MEMORY = 200_000
"""Keys of either kind remembered for each receiver; the oldest go first."""


class Known:
    """Keys by receiver: ids of alerts, of what they are about, and of their news."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, None]] = {}
        self._told: dict[str, dict[str, int]] = {}

    def see(self, receiver: str, *keys: str) -> None:
        """Nothing of this is taken again."""
        mine = self._seen.setdefault(receiver, {})
        mine |= dict.fromkeys(keys)
        _shorten(mine)

    def tell(self, receiver: str, *keys: str) -> None:
        """A message with this is on its way, or has arrived."""
        mine = self._told.setdefault(receiver, {})
        for key in dict.fromkeys(keys):
            mine[key] = mine.pop(key, 0) + 1
        _shorten(mine)

    def untell(self, receiver: str, keys: tuple[str, ...]) -> None:
        """A message with this was withdrawn; what another one tells as well stays told."""
        mine = self._told.get(receiver, {})
        for key in keys:
            if mine.get(key, 0) > 1:
                mine[key] -= 1
            else:
                mine.pop(key, None)

    def forget_news(self, receiver: str, keys: tuple[str, ...]) -> None:
        """It did not come to a message with this news: the next alert that tells it is news."""
        for key in keys:
            self._seen.get(receiver, {}).pop(key, None)

    def seen(self, receiver: str, key: str) -> bool:
        """Whether it was decided about."""
        return key in self._seen.get(receiver, {})

    def times(self, receiver: str, key: str) -> int:
        """How many messages tell this."""
        return self._told.get(receiver, {}).get(key, 0)

    def told(self, receiver: str, *keys: str | None) -> bool:
        """Whether any of this was told."""
        return any(key in self._told.get(receiver, {}) for key in keys)


def _shorten(mine: dict[str, Any]) -> None:
    while len(mine) > MEMORY:
        del mine[next(iter(mine))]
