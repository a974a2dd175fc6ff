"""The round of the body of a plan: planned, opened, prepared, met, closed. `rondes` takes the steps;
`rondebeeld` reads a round whole; the rest is its calendar, its agenda and what was agreed."""
