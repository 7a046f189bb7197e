"""The web page: chat console, case board, health and figures."""
