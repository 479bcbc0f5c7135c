-- From where and how often users are active.

-- The last use of each access token from each address.
CREATE TABLE user_ips (
    user_id TEXT NOT NULL,
    access_token TEXT NOT NULL,
    device_id TEXT,
    ip TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    last_seen BIGINT NOT NULL
);

CREATE UNIQUE INDEX user_ips_user_token_ip_unique_index ON user_ips (user_id, access_token, ip);

CREATE INDEX user_ips_device_id ON user_ips (user_id, device_id, last_seen);

CREATE INDEX user_ips_last_seen ON user_ips (user_id, last_seen);

CREATE INDEX user_ips_last_seen_only ON user_ips (last_seen);

-- One row for every device and day it was used. timestamp is the beginning of
-- the day in UTC.
CREATE TABLE user_daily_visits (
    user_id TEXT NOT NULL,
    device_id TEXT,
    timestamp BIGINT NOT NULL
);

CREATE INDEX user_daily_visits_uts_idx ON user_daily_visits (user_id, timestamp);

CREATE INDEX user_daily_visits_ts_idx ON user_daily_visits (timestamp);

-- Users active within the last month, on servers that limit their number.
-- timestamp is the last activity.
CREATE TABLE monthly_active_users (
    user_id TEXT NOT NULL,
    timestamp BIGINT NOT NULL
);

CREATE UNIQUE INDEX monthly_active_users_users ON monthly_active_users (user_id);

CREATE INDEX monthly_active_users_time_stamp ON monthly_active_users (timestamp);
