"""Why an activity has its place, in sentences for a planner (`ppsp explain`).

In: sealed tables of an MPS; out: what each criterion saw, how firm the rank is, and why it does not begin earlier.
"""
