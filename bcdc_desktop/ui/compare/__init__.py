"""Two catalogues side by side."""
