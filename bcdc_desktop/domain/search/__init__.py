"""The search language: reading it, editing it, completing it, and marking what it found."""
