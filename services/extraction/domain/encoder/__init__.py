"""Prepares an article for the learned model and holds what it gives back: token scores, links and word features."""
