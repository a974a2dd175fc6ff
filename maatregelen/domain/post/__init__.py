"""The mails of rounds: to whom, what they say, and sending them once."""
