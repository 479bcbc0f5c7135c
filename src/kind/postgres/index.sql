-- Indexes that are not a constraint's.
SELECT 'pg_class'::regclass::oid AS class_id,
       i.indexrelid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       t.relname AS relation,
       c.relname AS name,
       -- definition.h
       CASE WHEN NOT (c.relam = 403 AND i.indisvalid AND i.indexprs IS NULL AND i.indpred IS NULL
                      AND i.indnatts = i.indnkeyatts
                      AND NOT i.indnullsnotdistinct -- since 15
                      AND c.reloptions IS NULL)
            THEN pg_get_indexdef(i.indexrelid) END AS definition,
       i.indisvalid AS valid,
       CASE WHEN c.relispartition
            THEN (SELECT ARRAY[pn.nspname, p.relname]::text[]
                    FROM pg_inherits h
                    JOIN pg_class p ON p.oid = h.inhparent
                    JOIN pg_namespace pn ON pn.oid = p.relnamespace
                   WHERE h.inhrelid = c.oid) END AS parent,
       i.indisunique AS is_unique,
       i.indrelid AS table_id,
       i.indkey AS keys,
       i.indclass AS classes,
       i.indcollation AS collations,
       i.indoption AS options,
       -- Of a partition's: what the server compares when it looks for one to put under its parent's (index_match.h).
       CASE WHEN t.relispartition
            THEN array_to_string(ARRAY[i.indisunique::text, i.indnkeyatts::text, c.relam::text,
                                       i.indkey::text, i.indcollation::text,
                                       i.indnullsnotdistinct::text, -- since 15
                                       (SELECT string_agg(o.opcfamily::text, ' ' ORDER BY u.n)
                                          FROM unnest(i.indclass::oid[]) WITH ORDINALITY u (class, n)
                                          JOIN pg_opclass o ON o.oid = u.class),
                                       pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)],
                                 '|', '-') END AS shape
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE t.relkind IN ('r', 'p', 'm')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   -- One that failed is left out (unsupported.sql).
   AND (c.relkind = 'I' OR (i.indisvalid AND i.indisready AND i.indislive))
   AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
   AND (NOT ARRAY[c.oid, t.oid] && ARRAY(SELECT e.objid FROM pg_depend e
                                          WHERE e.refclassid = 'pg_extension'::regclass
                                            AND e.classid = 'pg_class'::regclass AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_class'::regclass::oid || ':' || c.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
