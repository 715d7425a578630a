"""What a visitor takes along: an answer as a file, a citation that can be checked later, code that asks again, news.

::

    results < forms, snippets < citation < offering    news
"""
