"""Where faces are in a picture. Finding only: nothing here can tell one face from another."""
