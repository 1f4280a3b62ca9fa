"""Says who stands behind an office, an army, a state's medium or a spokesperson: those who speak for another.

"The Arlandic government" and "Arland's foreign ministry" are Arland's (`offices`); "a lawyer for Quill" speaks for
Quill (`mouthpieces`). People who speak with a name of their own are read in `affiliation`.
"""
