"""Makes steps of sentences: candidates, the status and day of each, one step for all sentences that report it.

"The two met on Monday" and, below, "the meeting lasted an hour" are one meeting (`grouping`, `merging`), held
(`status_rules`), on Monday (`dating`). A step that another sentence denies is given as denied (`applied_denials`). How
the article files its steps under negotiations is decided outside, in `domain.filing`.
"""
