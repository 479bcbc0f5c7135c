-- Thumbnails, URL previews, and media of other servers.

-- Thumbnails of local media. thumbnail_method is crop or scale, and
-- thumbnail_length the size in bytes.
CREATE TABLE local_media_repository_thumbnails (
    media_id TEXT,
    thumbnail_width INTEGER,
    thumbnail_height INTEGER,
    thumbnail_type TEXT,
    thumbnail_method TEXT,
    thumbnail_length INTEGER,
    CONSTRAINT local_media_repository_thumbn_media_id_thumbnail_width_thum_key
        UNIQUE (media_id, thumbnail_width, thumbnail_height, thumbnail_type)
);

CREATE INDEX local_media_repository_thumbnails_media_id ON local_media_repository_thumbnails (media_id);

-- Previews of URLs as seen at download_ts. og is the JSON returned to clients
-- (OpenGraph properties), and media_id the downloaded page or image.
CREATE TABLE local_media_repository_url_cache (
    url TEXT,
    response_code INTEGER,
    etag TEXT,
    expires_ts BIGINT,
    og TEXT,
    media_id TEXT,
    download_ts BIGINT
);

CREATE INDEX local_media_repository_url_cache_by_url_download_ts ON local_media_repository_url_cache (url, download_ts);

CREATE INDEX local_media_repository_url_cache_expires_idx ON local_media_repository_url_cache (expires_ts);

CREATE INDEX local_media_repository_url_cache_media_idx ON local_media_repository_url_cache (media_id);

-- Files fetched from other servers. filesystem_id is the name under which the
-- file is stored here, since media_id was chosen by media_origin.
CREATE TABLE remote_media_cache (
    media_origin TEXT,
    media_id TEXT,
    media_type TEXT,
    created_ts BIGINT,
    upload_name TEXT,
    media_length INTEGER,
    filesystem_id TEXT,
    last_access_ts BIGINT,
    quarantined_by TEXT,
    UNIQUE (media_origin, media_id)
);

-- Thumbnails of those files, made here.
CREATE TABLE remote_media_cache_thumbnails (
    media_origin TEXT,
    media_id TEXT,
    thumbnail_width INTEGER,
    thumbnail_height INTEGER,
    thumbnail_method TEXT,
    thumbnail_type TEXT,
    thumbnail_length INTEGER,
    filesystem_id TEXT,
    CONSTRAINT remote_media_cache_thumbnails_media_origin_media_id_thumbna_key
        UNIQUE (media_origin, media_id, thumbnail_width, thumbnail_height, thumbnail_type)
);
