"""One record: plan what changes, merge it with what others did, submit it, verify what is there."""
