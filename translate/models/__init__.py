"""Models of others: which there are, what their checkpoints are like, how they are fetched, converted and kept."""
