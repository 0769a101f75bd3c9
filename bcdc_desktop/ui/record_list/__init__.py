"""The list of records in the middle, and what is changed on this computer only."""
