"""Builders and fakes that all tests use; shipped, so that tests of other projects can use them too."""
