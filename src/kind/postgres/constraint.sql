-- Primary key, unique, check and exclusion constraints of tables.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       k.contype AS type,
       -- definition.h
       CASE WHEN NOT (k.contype IN ('p', 'u') AND NOT k.condeferrable
                      AND NOT k.conperiod -- since 18
                      AND i.indnatts = i.indnkeyatts
                      AND NOT i.indnullsnotdistinct -- since 15
                     )
            THEN pg_get_constraintdef(k.oid) END AS definition,
       k.conislocal OR COALESCE(h.parents = 0, false) AS local,
       COALESCE(h.parents, k.coninhcount) AS inherited,
       -- Schema, table and name of the index that a partition's is under.
       CASE WHEN c.relispartition AND i.indexrelid IS NOT NULL
            THEN (SELECT ARRAY[pn.nspname, pt.relname, p.relname]::text[]
                    FROM pg_inherits h
                    JOIN pg_class p ON p.oid = h.inhparent
                    JOIN pg_index pi ON pi.indexrelid = p.oid
                    JOIN pg_class pt ON pt.oid = pi.indrelid
                    JOIN pg_namespace pn ON pn.oid = p.relnamespace
                   WHERE h.inhrelid = i.indexrelid) END AS parent,
       -- No ALTER INDEX says it of a partitioned table's.
       CASE WHEN x.relkind = 'I' AND x.reloptions IS NOT NULL
            THEN (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(x.reloptions) o) END AS storage,
       COALESCE(x.relkind = 'I' AND NOT i.indisvalid, false) AS only,
       k.conrelid AS table_id,
       k.conkey AS keys,
       -- Of a partition's: what the server compares when it looks for one to put under its parent's (index_match.h).
       CASE WHEN c.relispartition AND k.contype IN ('p', 'u')
            THEN array_to_string(ARRAY[i.indisunique::text, i.indnkeyatts::text,
                                       x.relam::text,
                                       i.indkey::text, i.indcollation::text,
                                       i.indnullsnotdistinct::text, -- since 15
                                       (SELECT string_agg(o.opcfamily::text, ' ' ORDER BY u.n)
                                          FROM unnest(i.indclass::oid[]) WITH ORDINALITY u (class, n)
                                          JOIN pg_opclass o ON o.oid = u.class),
                                       pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)],
                                 '|', '-') END AS shape
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = k.conindid
  LEFT JOIN pg_class x ON x.oid = i.indexrelid
  LEFT JOIN LATERAL
       -- How many tables above have a check: the server does not tell those below when that goes with a column of ONLY
       -- the one above.
       (SELECT count(*) AS parents
          FROM pg_inherits h
          JOIN pg_constraint a ON a.conrelid = h.inhparent AND a.contype = 'c' AND a.conname = k.conname
                              AND NOT a.connoinherit
         WHERE h.inhrelid = k.conrelid) h ON k.contype = 'c' AND k.coninhcount > 0
 WHERE k.contype IN ('p', 'u', 'c', 'x')
   AND k.convalidated
   -- partition_constraint.sql
   AND NOT (k.conparentid <> 0 AND (k.contype = 'x'
                                    OR k.conperiod -- since 18
                                    ))
   AND c.relkind IN ('r', 'p', 'f')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
