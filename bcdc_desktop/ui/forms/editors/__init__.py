"""The editors, one file for each way of editing."""
