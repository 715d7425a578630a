"""What an operator needs: the server, the log of requests, metrics, health, and the allowed hosts."""
