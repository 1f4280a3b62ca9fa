"""Reads articles, without I/O: `reading` finds what is said, `milestones` finds steps, `assemble` makes messages."""
