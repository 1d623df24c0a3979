"""What good practitioners and families write: situations with slots and alternatives, in our own words."""
