"""How a measure stands. `standen` is the one way to change a light; the others gather what it
needs, or say what the rules hold against it."""
