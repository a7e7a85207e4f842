"""Making models: from a checkpoint to the folder that `tarjoman translate` runs. Needs the extra `[hf]`."""
