"""Alembic runs the migrations on the connection that dispatch.store.schema hands over."""

from alembic import context

from dispatch.store.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
