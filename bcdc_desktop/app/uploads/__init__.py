"""Files on their way into resources: proposals, the queue, acts that happen whole or not at all, verification."""
