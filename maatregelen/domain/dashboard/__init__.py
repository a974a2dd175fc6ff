"""What the projectgroep sees of a plan at once. `beeld` reads it; the other rooms each answer one
question from that reading."""
