"""Backup and restore of the whole database, on PostgreSQL and SQLite.

A backup is one zip file with two members: `dump`, made by the database's own means, and
`manifest.json`, which says what is in it. It holds no secrets of the server and no sessions.
"""
