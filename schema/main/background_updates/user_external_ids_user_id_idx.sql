-- The external identities of a user.

CREATE INDEX user_external_ids_user_id_idx ON user_external_ids (user_id);
