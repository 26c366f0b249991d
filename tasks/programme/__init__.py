"""The programme as a whole: districts beside each other."""
