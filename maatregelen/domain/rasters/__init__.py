"""Grids: many rows of a plan changed at once, by the acts that one row would go through."""
