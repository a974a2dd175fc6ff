"""Writing to the shared tables, and what guards all of them: backup and restore."""
