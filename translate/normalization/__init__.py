"""Bringing Persian text to one spelling before it is translated."""
