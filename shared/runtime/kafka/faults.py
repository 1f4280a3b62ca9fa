"""Explains Kafka's faults to people: where, what, and what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from kafka import errors
from kafka.errors import KafkaError

from shared.runtime.kafka.connection import KafkaFault
from shared.runtime.settings import Settings

_Kinds = tuple[type[KafkaError], ...]
_ADVICE: tuple[tuple[_Kinds, str], ...] = (
    (
        (
            errors.SaslAuthenticationFailedError,
            errors.IllegalSaslStateError,
            errors.UnsupportedSaslMechanismError,
        ),
        "the login is refused; look at PARLEY_KAFKA_USERNAME, its password and PARLEY_KAFKA_SASL_MECHANISM",
    ),
    (
        (errors.AuthorizationError,),
        "this user may not do that; docs/operations.md (TLS and logins) names the rights that Parley needs",
    ),
    (
        (errors.UnknownTopicOrPartitionError, errors.UnknownTopicIdError, errors.InvalidTopicError),
        "a topic is missing; parley topics check says which, parley topics create makes it",
    ),
    (
        (errors.InvalidReplicationFactorError,),
        "there are fewer brokers than the replicas of a topic; look at PARLEY_REPLICATION",
    ),
    (
        (errors.PolicyViolationError, errors.InvalidPartitionsError, errors.InvalidConfigurationError),
        "the cluster takes no such topics; look at its policy, PARLEY_PARTITIONS and PARLEY_REPLICATION",
    ),
    (
        (errors.InvalidSessionTimeoutError,),
        "the brokers take no such session time-out; look at PARLEY_KAFKA_SESSION_SECONDS and their "
        "group.min.session.timeout.ms and group.max.session.timeout.ms",
    ),
    (
        (
            errors.KafkaConnectionError,
            errors.KafkaTimeoutError,
            errors.NodeNotReadyError,
            errors.MetadataEmptyBrokerList,
        ),
        "no broker answers; is it running, is the address right, do PARLEY_KAFKA_SECURITY, login and certificates fit?",
    ),
)


def reason(error: BaseException) -> str:
    """What an error of either client means and what to do; never its own text, which may hold whole requests."""
    name = type(error).__name__
    # The two clients call what a broker answers by the same names.
    kind = getattr(errors, name, type(error))
    for kinds, advice in _ADVICE:
        if issubclass(kind, kinds):
            return f"{advice} ({name})"
    return f"{getattr(error, 'description', '') or 'it failed'} ({name})"


@contextmanager
def explained(settings: Settings) -> Iterator[None]:
    """Wraps calls to a broker: an error of its client becomes a KafkaFault that a person can act on."""
    try:
        yield
    except KafkaError as error:
        raise KafkaFault(f"PARLEY_KAFKA={settings.kafka}: {reason(error)}") from error
