"""Blanks out headings of other pieces that a page runs into a name.

"Senator Quill Ada Maria QuillHarbour vote delayed Five things to know MORE said" becomes "Senator Quill … said", with
as many blanks as characters fell away: every offset into the text stays true.
"""

import re
from typing import Final

_GLUED: Final = re.compile(
    # From the head of a run only, and never back within it: long ones are read once.
    r"(?<![\w-])(?<![\w’'-][’'])(?P<name>[A-Z](?:[^\Wa-z]|[’'-])*+[a-z][\w’'-]*+)"
    r"(?P<links> (?:(?:[A-Z][\w.’'-]*|\([A-Z][\w. ]*\)) ){0,5}(?P=name)"
    r"(?=[^\Wa-z]|[‘’“'\"])[^\n]{0,700}?\bMORE(?![\w-]))"
)
"""What stands behind a name that it repeats in full, run together, up to its "MORE"."""


def unlinked(text: str) -> str:
    """The text with blanks in place of such headings; as long as before."""
    if "MORE" not in text:
        return text
    return _GLUED.sub(lambda found: found["name"] + " " * len(found["links"]), text)
