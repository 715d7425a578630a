"""The saved questions: home, the page of an answer, its form, its citation, and its downloads.

::

    snippets, exports < citation < sharing    known_values < form    why_links    views
"""
