"""The audit room: a static site of everything that a store says, built from its records and sealed units."""
