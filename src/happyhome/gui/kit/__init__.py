"""Parts that every page is built of: they know Qt and looks, nothing about residents or meals."""
