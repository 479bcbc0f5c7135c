-- Sequences, except those of identity columns.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.relname AS name,
       -- Else its table takes it along (persistence.sql).
       c.relpersistence = 'u'
           AND NOT EXISTS (SELECT 1 FROM pg_depend d
                             JOIN pg_class t ON t.oid = d.refobjid AND t.relpersistence = 'u'
                            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                              AND d.objid = c.oid AND d.deptype = 'a') AS unlogged,
       ARRAY[format_type(s.seqtypid, NULL), s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text,
             s.seqcache::text, s.seqcycle::text] AS options
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
