"""Persian text brought to one form, with a memory of what was changed and where."""
