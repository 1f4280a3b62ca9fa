"""Trains the network that reads articles: encoder and heads, in torch, and writes the files that ship.

`fit` learns from labelled articles, `teacher` and `distil` from what a larger network gives for articles without
labels, `export` writes the int8 graph. Weights that are learnt without torch, from the network's output or from words,
are in `milestones` and `statements`.
"""
