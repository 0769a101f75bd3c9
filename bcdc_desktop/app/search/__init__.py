"""What can be asked for: views, facets, saved searches, and wider searches where nothing was found."""
