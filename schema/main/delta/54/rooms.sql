-- Rooms, the aliases that lead to them and the public room directory.

-- Rooms that this server has created or taken part in.
-- is_public: listed in the public directory of this server.
CREATE TABLE rooms (
    room_id TEXT NOT NULL PRIMARY KEY,
    is_public BOOL,
    creator TEXT
);

CREATE INDEX public_room_index ON rooms (is_public);

-- Aliases of this server. creator is the local user who made the alias.
CREATE TABLE room_aliases (
    room_alias TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    creator TEXT
);

CREATE INDEX room_aliases_id ON room_aliases (room_id);

-- Servers through which the room behind an alias can be joined.
CREATE TABLE room_alias_servers (
    room_alias TEXT NOT NULL,
    server TEXT NOT NULL
);

CREATE INDEX room_alias_servers_alias ON room_alias_servers (room_alias);

-- Rooms that application services list in directories of their own, one
-- directory for each bridged network.
CREATE TABLE appservice_room_list (
    appservice_id TEXT NOT NULL,
    network_id TEXT NOT NULL,
    room_id TEXT NOT NULL
);

CREATE UNIQUE INDEX appservice_room_list_idx ON appservice_room_list (appservice_id, network_id, room_id);

-- Changes of the directory: visibility tells whether the room was listed or
-- taken out. appservice_id and network_id are NULL for the main directory.
CREATE TABLE public_room_list_stream (
    stream_id BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    visibility BOOLEAN NOT NULL,
    appservice_id TEXT,
    network_id TEXT
);

CREATE INDEX public_room_list_stream_idx ON public_room_list_stream (stream_id);

CREATE INDEX public_room_list_stream_rm_idx ON public_room_list_stream (room_id, stream_id);

-- Rooms that local users may not join. user_id is the administrator who
-- blocked the room.
CREATE TABLE blocked_rooms (
    room_id TEXT NOT NULL,
    user_id TEXT NOT NULL
);

CREATE UNIQUE INDEX blocked_rooms_idx ON blocked_rooms (room_id);
