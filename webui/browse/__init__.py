"""The indexes: every actor, state, measure, guarantee, document and event, with what tells them apart."""
