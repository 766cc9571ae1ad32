"""What an article is called: by its title, else by whom it is about and up to when, since a file's name tells no reader."""

TITLE = (
    "coalesce(a.title, a.home_subject || '（' || replace(a.as_of_month, '-', '年') || '月）', a.home_subject)"
)
"""SQL, of a row of dim_article named a."""
TITLES = f"string_agg({TITLE}, '；' order by a.article_id)"
"""SQL, of all articles of a document."""
