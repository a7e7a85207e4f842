"""Translating on many machines: the pipeline, which knows nothing of it, in the actors of a Ray cluster."""

from tarjoman.translate.cluster.translator import on_ray

__all__ = ["on_ray"]
