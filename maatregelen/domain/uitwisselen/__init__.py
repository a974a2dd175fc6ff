"""The exchange format: a plan out as a file, and the same plan back in, all of it or nothing."""
