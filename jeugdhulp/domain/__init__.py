"""Deciding and writing for the shared tables: users, doors, removing, backup and restore."""
