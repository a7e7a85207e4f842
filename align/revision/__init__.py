"""What persons corrected comes home: into the memory, into the name table, into one file of several."""
