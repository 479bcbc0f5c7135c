-- Ordinary, partitioned and foreign tables of users.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.relname AS name,
       c.relpersistence = 'u' AS unlogged,
       CASE WHEN c.reloptions IS NOT NULL
            THEN (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o) END AS options,
       CASE WHEN t.oid IS NOT NULL
            THEN (SELECT array_agg('toast.' || o ORDER BY o COLLATE "C") FROM unnest(t.reloptions) o)
            END AS toast_options,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       pg_get_expr(c.relpartbound, c.oid) AS partition_bound,
       CASE WHEN below.is
            THEN (SELECT array_agg(ARRAY[pn.nspname, p.relname]::text[] ORDER BY i.inhseqno)
                    FROM pg_inherits i
                    JOIN pg_class p ON p.oid = i.inhparent
                    JOIN pg_namespace pn ON pn.oid = p.relnamespace
                   WHERE i.inhrelid = c.oid) END AS parents,
       -- Whether CREATE TABLE ... INHERITS puts the columns in their order: those of the parents first.
       CASE WHEN below.is AND NOT c.relispartition
            THEN (SELECT array_agg(a.attname ORDER BY a.attnum)
                         <> array_agg(a.attname ORDER BY above.parent NULLS LAST, above.attnum, a.attnum)
                    FROM pg_attribute a
                    LEFT JOIN LATERAL (SELECT i.inhseqno AS parent, p.attnum
                                         FROM pg_inherits i
                                         JOIN pg_attribute p ON p.attrelid = i.inhparent
                                        WHERE i.inhrelid = c.oid AND p.attname = a.attname
                                          AND p.attnum > 0 AND NOT p.attisdropped
                                        ORDER BY i.inhseqno LIMIT 1) above ON true
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            ELSE false END AS own_order,
       -- ALTER TABLE ... INHERIT keeps any order, and all that is inherited also is the table's own.
       NOT below.is
           OR NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attislocal
                                                                  AND NOT a.attisdropped)
              -- constraint.sql
              AND NOT EXISTS (SELECT 1 FROM pg_inherits h
                                JOIN pg_constraint a ON a.conrelid = h.inhparent AND NOT a.connoinherit
                                JOIN pg_constraint k ON k.conrelid = h.inhrelid AND k.contype = a.contype
                                                    AND NOT k.conislocal
                               WHERE h.inhrelid = c.oid
                                 AND CASE a.contype
                                     WHEN 'c' THEN a.conname = k.conname
                                     WHEN 'n' THEN EXISTS (SELECT 1 FROM pg_attribute b
                                                             JOIN pg_attribute m ON m.attname = b.attname
                                                            WHERE b.attrelid = a.conrelid AND ARRAY[b.attnum] = a.conkey
                                                              AND m.attrelid = c.oid AND ARRAY[m.attnum] = k.conkey)
                                     END) AS all_local,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       -- That of a partitioned table, since 17, is what its partitions are made with.
       CASE c.relkind WHEN 'r' THEN NULLIF(am.amname, 'heap') WHEN 'p' THEN am.amname END AS access_method, -- since 12
       -- before 12: NULL AS access_method,
       CASE WHEN c.relkind = 'f'
            THEN (SELECT s.srvname FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
                   WHERE f.ftrelid = c.oid) END AS server,
       CASE WHEN c.relkind = 'f'
            THEN (SELECT array_agg(o ORDER BY o COLLATE "C") FROM pg_foreign_table f, unnest(f.ftoptions) o
                   WHERE f.ftrelid = c.oid) END AS foreign_options
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
                      -- A TOAST table stays when the last column goes that needs it, and a table that is made without
                      -- such columns has none to set options of. When the server makes one is said by
                      -- heapam_relation_needs_toast_table in its heapam_handler.c: here rows are rather taken as longer.
                      AND (SELECT bool_or(y.typstorage <> 'p')
                                  AND sum(8 + CASE WHEN y.typlen > 0 THEN y.typlen
                                                   WHEN a.atttypmod < 0 THEN 10000
                                                   WHEN y.oid IN ('varchar'::regtype, 'bpchar'::regtype)
                                                   THEN a.atttypmod * 4
                                                   WHEN y.oid IN ('bit'::regtype, 'varbit'::regtype)
                                                   THEN a.atttypmod / 8 + 9
                                                   WHEN y.oid = 'numeric'::regtype THEN (a.atttypmod >> 16) / 2 + 20
                                                   ELSE 10000 END)
                                      > current_setting('block_size')::int / 4 - 100
                             FROM pg_attribute a
                             JOIN pg_type y ON y.oid = a.atttypid
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                              AND a.attgenerated <> 'v' -- since 12
                          )
 CROSS JOIN LATERAL (SELECT c.oid IN (SELECT inhrelid FROM pg_inherits) AS is) below
 WHERE c.relkind IN ('r', 'p', 'f')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
