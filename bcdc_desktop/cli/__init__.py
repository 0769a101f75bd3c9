"""``bcdc``: the same work without a window, for people at a terminal and for scripts."""
