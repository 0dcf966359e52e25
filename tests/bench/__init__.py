"""Measurements, not tests: `make bench` prints tables and fails nothing."""
