"""A page for each subject and each indicator: series, targets, ranks, projects, warnings, sentences.

Each kind of row is asked for once for many pages together; what a page shows is made from them in `shown`.
"""

from flows.bulletin.profile.pages import Profile, profiles
from flows.bulletin.profile.rows import MOST_ROWS

__all__ = ["MOST_ROWS", "Profile", "profiles"]
