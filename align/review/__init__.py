"""Review files: a bitext as a person sees it."""
