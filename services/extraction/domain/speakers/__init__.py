"""The words for a source in, the speaker out: who it is, what kind, and for whom they speak. `resolve` is the entry."""
