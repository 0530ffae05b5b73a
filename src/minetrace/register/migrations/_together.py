"""Operations of a migration that are one step: the models are drawn up once for all of them, not anew for each.

Every version table points at `record`, so Django draws all of them up again after each operation on one; that made a new
home take three times as long.
"""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations that do not depend on one another."""

    def __init__(self, *operations):
        self.operations = operations

    def deconstruct(self):
        """How it is written."""
        return self.__class__.__qualname__, list(self.operations), {}

    def state_forwards(self, app_label, state):
        """All of them on models that are drawn up afterwards."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """All of them in their order."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """All of them, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        """What they do, in a line."""
        return "; ".join(operation.describe() for operation in self.operations[:3])
