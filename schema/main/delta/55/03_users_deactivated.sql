-- Say outright whether an account is deactivated. Until now it had to be
-- guessed from a missing password and missing third-party identifiers, which
-- is wrong for users who log in through single sign-on.

ALTER TABLE users ADD COLUMN deactivated SMALLINT DEFAULT 0 NOT NULL;

-- The guess is made once more, in the background, to fill the new column.
INSERT INTO background_updates (update_name, progress_json) VALUES ('users_set_deactivated_flag', '{}');
