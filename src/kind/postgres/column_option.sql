-- What CREATE TABLE does not say about a column: storage, compression, statistics, n_distinct.
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       a.attname AS name,
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                   WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, -- since 14
       -- before 14: NULL AS compression,
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
       o.options AS options,
       -- Not relhassubclass, a hint that outlives the last table below; temporary ones are no part of a schema.
       c.relkind = 'p'
           OR EXISTS (SELECT 1
                        FROM pg_inherits h
                        JOIN pg_class k ON k.oid = h.inhrelid AND k.relpersistence <> 't'
                       WHERE h.inhparent = c.oid) AS only
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN LATERAL
       -- pg_attver is some servers' own bookkeeping.
       (SELECT CASE WHEN a.attoptions IS NOT NULL
                    THEN (SELECT array_agg(x ORDER BY x COLLATE "C")
                            FROM unnest(a.attoptions) x
                           WHERE x NOT LIKE 'pg\_attver=%') END AS options) o ON true
 WHERE a.attnum > 0
   AND NOT a.attisdropped
   AND c.relkind IN ('r', 'p', 'f', 'm')
   AND (a.attstorage <> t.typstorage OR a.attstattarget >= 0 OR o.options IS NOT NULL
        OR a.attcompression <> '' -- since 14
       )
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
