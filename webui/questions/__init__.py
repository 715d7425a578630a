"""The saved questions: home, the page of an answer, its form, its citation, and its downloads.

::

    snippets, exports < citation, form < sharing < views    why_links < views
"""
