"""An article in, messages out: `reading` finds what is said, `milestones` finds steps, `assemble` makes messages."""
