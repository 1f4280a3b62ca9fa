"""Finds the steps of negotiations that an article reports, by rules and learned scores. `read_milestones` is the entry.

"Arland and Borland signed a ceasefire on Monday" is an agreement signed, by these two, on that day. Whether two
articles report one and the same step is not decided here: the service of milestones does that. The folders:

- `wording`: which words report which type of step, and whether as fact, plan, wish or denial.
- `time`: days, periods and deadlines that a sentence names.
- `parties`: who takes part, and who only reports or mediates.
- `scoring`: the learned weights of sentences and steps, and what the encoder adds.
- `steps`: candidates, their status and day, merged into steps; who takes part, and how far a step is trusted.

`model` defines the values it takes and gives.
"""

from services.extraction.domain.milestones.model import ReadMilestone as ReadMilestone
from services.extraction.domain.milestones.model import StatementView as StatementView
from services.extraction.domain.milestones.read import read_milestones as read_milestones
