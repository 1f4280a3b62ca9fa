"""The processor protocol, event time and watermarks; shared by every engine and every service."""

from shared.processing.ages import Ages as Ages
from shared.processing.protocol import NOTHING as NOTHING
from shared.processing.protocol import Event as Event
from shared.processing.protocol import InvalidMessage as InvalidMessage
from shared.processing.protocol import Outcome as Outcome
from shared.processing.protocol import PassedBy as PassedBy
from shared.processing.protocol import Place as Place
from shared.processing.protocol import Processor as Processor
from shared.processing.protocol import Row as Row
from shared.processing.protocol import TryLater as TryLater
from shared.processing.protocol import forgotten as forgotten
from shared.processing.stage import Stage as Stage
from shared.processing.stage import StageState as StageState
from shared.processing.stage import evidence_row as evidence_row
