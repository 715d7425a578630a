"""The pages of things: a module and a template for each kind; ``views`` chooses the page by the class of the thing."""
