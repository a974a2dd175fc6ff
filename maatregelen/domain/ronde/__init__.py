"""The round of a plan, from planned to closed. `rondes` takes its steps, and
`rondebeeld` reads it whole; the rest is its calendar, its agenda and what was agreed."""
