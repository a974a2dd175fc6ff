"""Deciding and writing for the shared tables: users, roles, and the doors."""
