"""What one part of the site notes for another in the WSGI environment of a request, by its keys."""

REQUEST_ID = "backstop.request_id"  # in every line of the log, and in the header X-Request-Id
OUTCOME = "backstop.outcome"  # what became of a query to the endpoint, in one of a few words
ROUTE, BUILD, ASKED = "backstop.route", "backstop.build", "backstop.asked"  # for the log
