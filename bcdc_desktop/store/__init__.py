"""What this computer remembers: a cache that can be fetched again, and work that cannot."""
