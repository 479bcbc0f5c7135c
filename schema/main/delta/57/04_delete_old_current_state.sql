-- When the last local user has left a room, its current state is no longer
-- kept up to date. Such rows only mislead and are to be removed; which rooms
-- are concerned is read off the memberships, so these have to be filled first.

INSERT INTO background_updates (update_name, progress_json, depends_on) VALUES ('delete_old_current_state_events', '{}', 'current_state_events_membership');
