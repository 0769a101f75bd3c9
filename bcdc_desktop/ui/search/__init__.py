"""Searching: one text that says what the list shows, and everything that changes it."""
