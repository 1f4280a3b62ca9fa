"""The embedded engine's log: one file (`store`), and the two ports through which services use it (`ports`)."""

from shared.runtime.embedded.log.ports import LogConsumer, LogPublisher
from shared.runtime.embedded.log.store import Log, PackedRow, pack

__all__ = ["Log", "LogConsumer", "LogPublisher", "PackedRow", "pack"]
