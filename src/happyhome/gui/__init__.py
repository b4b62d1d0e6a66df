"""The window: the only package that knows Qt. It talks to services and to types of domain, never to the store."""
