"""Two versions held against each other: the first place where they differ, and what of a change has which cause."""
