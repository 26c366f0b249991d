"""Scenarios: what the MPS would be with other ceilings, weights or years of readiness. The plan stays as it is."""
