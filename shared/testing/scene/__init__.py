"""A small invented world for tests: articles, sayings, a stance that moves, a step that is denied, alerts and
deliveries.

It is what a reader of the topics sees after some weeks. Nobody and nothing in it exists.
"""
