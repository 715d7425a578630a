"""What search engines and social networks read: robots.txt, the sitemap, share cards.

::

    painting < card_words < views    sitemap < views
"""
