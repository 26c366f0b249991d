"""Foreign bytes are read in a process of its own, within bounds: the one place that every reader goes through."""
