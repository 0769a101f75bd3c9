"""Records: changes planned, merged with what others changed, submitted, verified; drafts, undo, publishing."""
