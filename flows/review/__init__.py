"""The review desk: what most deserves a look, shown in the browser, and what a person decides, written down as data.

It stands behind everything that publishes and evaluates: no room imports from it.
"""
