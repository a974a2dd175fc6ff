"""The money of a plan: read for the pure rules of `maatregelen.geld`, and changed."""
