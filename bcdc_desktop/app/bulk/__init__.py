"""Bulk change: one change to many records, planned, run, kept in a ledger, and restored."""
