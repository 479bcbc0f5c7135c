-- What CREATE INDEX and constraints do not say about an index: statistics targets; storage of a constraint's index, but
-- that of a partitioned table's is said with the constraint (constraint.sql).
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       -1 AS sub_id,
       n.nspname AS schema,
       t.relname AS relation,
       c.relname AS name,
       CASE WHEN k.oid IS NOT NULL AND c.relkind = 'i'
            THEN (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o) END AS options,
       -- column number and target
       s.targets AS statistics
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x') AND k.conrelid = t.oid
                            -- partition_constraint.sql
                            AND NOT (k.conparentid <> 0 AND (k.contype = 'x'
                                                             OR k.conperiod -- since 18
                                                             ))
  LEFT JOIN LATERAL
       (SELECT array_agg(ARRAY[a.attnum::int, a.attstattarget::int] ORDER BY a.attnum) AS targets
          FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attstattarget >= 0) s ON true
 WHERE t.relkind IN ('r', 'p', 'm')
   AND (c.relkind = 'I' OR (i.indisvalid AND i.indisready AND i.indislive))
   -- Few have any of it: they are looked for in one go.
   AND (c.reloptions IS NOT NULL
        OR c.oid IN (SELECT a.attrelid FROM pg_attribute a WHERE a.attstattarget >= 0 AND a.attnum > 0))
   AND (s.targets IS NOT NULL OR (k.oid IS NOT NULL AND c.relkind = 'i' AND c.reloptions IS NOT NULL))
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND (NOT ARRAY[c.oid, t.oid] && ARRAY(SELECT e.objid FROM pg_depend e
                                          WHERE e.refclassid = 'pg_extension'::regclass
                                            AND e.classid = 'pg_class'::regclass AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_class'::regclass::oid || ':' || c.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
