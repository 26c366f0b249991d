"""Views over sealed results that change no plan: scenarios, other ways of allocating, the national view, all rules."""
