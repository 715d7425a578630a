"""The keys under which parts of the site leave notes for others in the WSGI environment of a request."""

REQUEST_ID = "backstop.request_id"  # in every line of the log, and in the header X-Request-Id
OUTCOME = "backstop.outcome"  # of a query to the endpoint
ROUTE, BUILD, ASKED = "backstop.route", "backstop.build", "backstop.asked"  # for the log
