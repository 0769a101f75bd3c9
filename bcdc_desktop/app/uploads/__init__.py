"""Files on their way into resources: proposals, the queue, batches that happen whole or not at all, verification."""
