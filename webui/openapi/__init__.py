"""What programs may ask of the site: its description in OpenAPI, and the same as a page."""
