"""Steps of negotiations read from an article: rules and learned scores, combined."""

from services.extraction.domain.milestones.model import ReadMilestone as ReadMilestone
from services.extraction.domain.milestones.model import StatementView as StatementView
from services.extraction.domain.milestones.read import read_milestones as read_milestones
