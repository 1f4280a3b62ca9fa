"""Reduces the URL of an article to one canonical form, so that its variants meet; None if it is no web address."""

import re
from urllib.parse import urlsplit, urlunsplit

from url_normalize import url_normalize

MAX_URL = 4096

# Parameters that say where a reader came from, never what is shown; as their makers document them.
_TRACKING_PREFIXES = (
    "utm_",      # Google Analytics campaigns
    "at_",       # Piano/AT Internet campaigns (at_medium, at_campaign)
    "mc_",       # Mailchimp (mc_cid, mc_eid)
    "mtm_",      # Matomo
    "guce_",     # Yahoo's question about cookies (guce_referrer)
    "hsa_",      # HubSpot ads
    "_hs",       # HubSpot mail (_hsenc, _hsmi)
)  # fmt: skip
_TRACKING = frozenset(
    {
        "__twitter_impression", "_ga", "_gl", "cmp", "cmpid", "dclid", "emc", "fbclid", "feedname", "feedtype",
        "ftcamp", "gbraid", "gclid", "gclsrc", "guccounter", "igshid", "intcmp", "leadsource", "mkt_tok", "msclkid",
        "ncid", "ns_campaign", "ns_fee", "ns_linkname", "ns_mchannel", "ns_source", "ocid", "pk_campaign", "pk_content",
        "pk_keyword", "pk_kwd", "pk_medium", "pk_source", "s_cid", "smid", "smtyp", "soc_src", "soc_trk", "taid",
        "traffic_source", "twclid", "vero_id", "wbraid", "wt.mc_id", "xtor", "yclid",
    }
)  # fmt: skip
# Parameters that may say so, and say that a reader came from a feed (`source=rss`, `mod=rss_world`). Under any other
# name, and in other words, the value is what is shown: `slug=feeding-the-talks`.
_WHENCE = frozenset(
    {
        "campaign", "channel", "cid", "cm_mmc", "cm_ven", "feature", "from", "icid", "mbid", "medium", "mod", "origin",
        "partner", "ref", "referer", "referrer", "source", "sr_source", "src", "trk", "via",
    }
)  # fmt: skip
_FROM_A_FEED = re.compile(r"(?:rss|rssfeeds?|feeds?)(?![^\W_])")


def canonical_url(url: str | None) -> str | None:
    """The URL without tracking parameters and fragment, host and escapes in their usual form; None unless it is an
    http(s) address with a host."""
    text = (url or "").strip()
    if not text or len(text) > MAX_URL or any(c.isspace() or not c.isprintable() for c in text):
        return None
    try:
        given = urlsplit(text)
        if given.scheme.lower() not in ("http", "https") or not given.hostname:
            return None
        parts = urlsplit(url_normalize(text) or "")
        host = parts.hostname
        parts.port  # noqa: B018 - raises ValueError where the port is no number
    except (ValueError, UnicodeError):
        return None
    if not host or parts.username is not None or parts.password is not None:
        return None
    kept = "&".join(part for part in parts.query.split("&") if part and not _tracks(part))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, ""))


def host_of(url: str | None) -> str:
    """The host without a leading "www."; empty if there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def identity(canonical: str) -> str:
    """What all addresses of one article share: scheme, a leading "www.", a closing slash and the order of query parts
    do not count."""
    place, mark, query = canonical.partition("://")[2].removeprefix("www.").partition("?")
    return (place + mark + "&".join(sorted(query.split("&")))).rstrip("/")


def _tracks(part: str) -> bool:
    name, _, value = part.partition("=")
    name, value = name.lower(), value.lower()
    return (
        name.startswith(_TRACKING_PREFIXES)
        or name in _TRACKING
        or (name in _WHENCE and _FROM_A_FEED.match(value) is not None)
    )
