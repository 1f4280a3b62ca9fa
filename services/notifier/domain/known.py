"""What each receiver has heard of: what was decided about, so that nothing is decided twice, and what it was told, so
that only that is mended."""

MEMORY = 200_000
"""Keys of either kind remembered for each receiver; the oldest go first."""


class Known:
    """Keys by receiver: ids of alerts, of what they are about, and of their news."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, None]] = {}
        self._told: dict[str, dict[str, None]] = {}

    def see(self, receiver: str, *keys: str) -> None:
        """Nothing of this is taken again."""
        _keep(self._seen, receiver, keys)

    def tell(self, receiver: str, *keys: str) -> None:
        """A message with this is on its way, or has arrived."""
        _keep(self._told, receiver, keys)

    def forget_news(self, receiver: str, keys: tuple[str, ...]) -> None:
        """It did not come to a message with this news: the next alert that tells it is news."""
        for key in keys:
            self._seen.get(receiver, {}).pop(key, None)

    def seen(self, receiver: str, key: str) -> bool:
        """Whether it was decided about."""
        return key in self._seen.get(receiver, {})

    def told(self, receiver: str, *keys: str | None) -> bool:
        """Whether any of this was told."""
        return any(key in self._told.get(receiver, {}) for key in keys)


def _keep(known: dict[str, dict[str, None]], receiver: str, keys: tuple[str, ...]) -> None:
    mine = known.setdefault(receiver, {})
    mine |= dict.fromkeys(keys)
    while len(mine) > MEMORY:
        del mine[next(iter(mine))]
