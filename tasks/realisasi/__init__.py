"""Stages 5 and 6: budget and realisation against the pinned MPS, results against the targets (mps.md section 9)."""
