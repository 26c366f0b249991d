"""The national view: districts of a fiscal year by need, progress and readiness (rules nasional.*)."""
