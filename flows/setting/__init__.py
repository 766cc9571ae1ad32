"""Who an article is about, and when: evidence, weights, a choice with its margin."""
