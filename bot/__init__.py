"""Channels and conversation: hears the group, hands requests to `dispatch`, says what is to be said."""
