"""Evaluation: how good the figures are against labels, and why a figure is what it is."""
