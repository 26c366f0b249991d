"""MPS: priority, years, sources and waiting list from the pinned SSK of the year before (mps.md)."""
