"""Loads what is learnt from: annotated articles of the gold and the project, and examples written for the purpose.

A line of `benchmarks/annotations` holds offsets into an archived article; `as_offsets` finds the text and makes a
record of it, `labelling` labels for every word piece, `prepared` what the reader of milestones would know of it.
Nothing is learnt here, and no article's text is kept.
"""
