"""For all tests: a busy machine is no defect, so Hypothesis does not judge how fast inputs are drawn."""

from hypothesis import HealthCheck, settings

settings.register_profile("parley", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("parley")
