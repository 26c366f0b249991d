"""Exact arithmetic of the method. Numbers only: this package imports nothing of ours."""

from tasks.arith.growth import cagr_rate, compound_rate, growth_rates, mean_rate, project
from tasks.arith.quadrant import quadrant
from tasks.arith.rank import dense_ranks
from tasks.arith.rounding import half_up, half_up_int
from tasks.arith.scores import (
    interval_bounds,
    interval_score,
    interval_scores,
    known_mean,
    quartile_cuts,
    quartile_score,
    weighted_mean,
    whole_weights,
)
from tasks.arith.shares import largest_remainder

__all__ = [
    "cagr_rate",
    "compound_rate",
    "dense_ranks",
    "growth_rates",
    "half_up",
    "half_up_int",
    "interval_bounds",
    "interval_score",
    "interval_scores",
    "known_mean",
    "largest_remainder",
    "mean_rate",
    "project",
    "quadrant",
    "quartile_cuts",
    "quartile_score",
    "weighted_mean",
    "whole_weights",
]
