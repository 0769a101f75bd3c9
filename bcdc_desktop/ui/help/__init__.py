"""Help inside the program: the guide, the keyboard shortcuts, and what a report of a problem needs."""
