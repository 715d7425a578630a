"""The pages of things: one module and one template a kind; ``views`` finds the page by the class of the thing."""
