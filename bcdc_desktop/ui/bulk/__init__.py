"""Change several records at once: describe the change, look at the plan, run it, undo it."""
