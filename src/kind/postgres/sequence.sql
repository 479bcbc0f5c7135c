-- Sequences, except those of identity columns.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.relname AS name,
       -- Else its table takes it along (persistence.sql).
       c.relpersistence = 'u' AND o.unlogged IS NOT TRUE AS unlogged,
       ARRAY[format_type(s.seqtypid, NULL), s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text,
             s.seqcache::text, s.seqcycle::text] AS options,
       -- Those of older servers are what they become where a snapshot is loaded on a newer one.
       c.relpersistence = 'u' AND o.unlogged IS TRUE AS of_unlogged, -- since 15
       -- before 15: o.unlogged IS TRUE AS of_unlogged,
       o.owner
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  -- Which column it belongs to, as that of a serial column does.
  LEFT JOIN (SELECT d.objid, t.relpersistence = 'u' AS unlogged,
                    ARRAY[tn.nspname, t.relname, a.attname]::text[] AS owner
               FROM pg_depend d
               JOIN pg_class t ON t.oid = d.refobjid
               JOIN pg_namespace tn ON tn.oid = t.relnamespace
               JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
              WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
            ) o ON o.objid = c.oid
 WHERE n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
