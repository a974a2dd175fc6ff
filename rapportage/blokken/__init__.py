"""What a report is made of: each block gathers its own facts as a plain dict."""
