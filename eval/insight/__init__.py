"""Where a system is good and where it is bad, beyond one number."""
