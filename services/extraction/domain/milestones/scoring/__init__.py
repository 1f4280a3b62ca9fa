"""Scores sentences and steps with learned weights: which types of steps they report, and how surely.

A sentence becomes features (`features`, `lexicon`), these a score (`weights`), which is blended with that of the
encoder (`encoder_scores`, `blending`). Scores decide nothing by themselves: `steps` combines them with the rules.
"""
