"""Learns the weights by which steps are read: `python -m services.extraction.training.milestones GOLD`.

`sentencewise` learns which type of step a sentence reports, `stepwise` how sure a whole step is, `partaking` who takes
part, `trust` how likely a desk finds a step right. The encoder, whose scores are blended in, is trained in `network`.
"""
