"""Searching the cache: conditions in SQL, order, and where the words were found."""
