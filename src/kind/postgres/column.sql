-- Columns of tables, views, materialized views and composite types.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       a.attnum AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS not_null,
       k.name AS not_null_name, -- since 18
       -- before 18: NULL AS not_null_name,
       COALESCE(k.no_inherit, false) AS not_null_no_inherit, -- since 18
       -- before 18: false AS not_null_no_inherit,
       COALESCE(k.valid, true) AS not_null_valid, -- since 18
       -- before 18: true AS not_null_valid,
       pg_get_expr(d.adbin, d.adrelid) AS "default",
       a.attgenerated AS generated, -- since 12
       -- before 12: '' AS generated,
       -- Partitions have that of their parent from it, and may not say so.
       CASE WHEN NOT c.relispartition THEN a.attidentity::text ELSE '' END AS identity, -- since 17
       -- before 17: a.attidentity AS identity,
       s.name AS identity_sequence,
       s.options AS identity_options,
       (SELECT ARRAY[cn.nspname, co.collname]::text[]
          FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
         WHERE co.oid = a.attcollation AND a.attcollation <> t.typcollation AND t.typname <> 'name') AS collation,
       a.attislocal AS local,
       a.attinhcount AS inherited,
       CASE WHEN a.attfdwoptions IS NOT NULL
            THEN (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(a.attfdwoptions) o) END AS foreign_options,
       row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) AS position,
       -- For definitions of indexes: what of a B-tree goes without saying, as far as the server itself decides it.
       b.oid AS class,
       a.attcollation AS collation_id,
       -- CREATE TABLE with the key makes it the table's own, whatever it was.
       COALESCE(k.local AND (a.attislocal OR NOT EXISTS ( -- since 18
           SELECT 1 FROM pg_constraint p -- since 18
            WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attnum = ANY (p.conkey))), true) AS not_null_local -- since 18
       -- before 18: true AS not_null_local
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_opclass b ON b.opcmethod = 403 AND b.opcdefault AND b.oid < 16384
                        AND b.opcintype = CASE WHEN t.typtype = 'd' THEN t.typbasetype
                                               WHEN t.oid = 'varchar'::regtype
                                                    AND NOT EXISTS (SELECT 1 FROM pg_opclass v
                                                                     WHERE v.opcmethod = 403 AND v.opcdefault
                                                                       AND v.opcintype = 'varchar'::regtype)
                                               THEN 'text'::regtype
                                               ELSE t.oid END
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN LATERAL
       -- What the sequence of an identity column is called and how it counts: type, start, increment, ...
       (SELECT q.relname AS name,
               ARRAY[format_type(p.seqtypid, NULL), p.seqstart::text, p.seqincrement::text, p.seqmin::text,
                     p.seqmax::text, p.seqcache::text, p.seqcycle::text] AS options
          FROM pg_depend i
          JOIN pg_class q ON q.oid = i.objid AND q.relkind = 'S'
          JOIN pg_sequence p ON p.seqrelid = q.oid
         WHERE i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass
           AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum AND i.deptype = 'i'
           AND a.attidentity <> '') s ON true
  LEFT JOIN LATERAL -- since 18
       -- The name, unless it only comes from above, and what tells whether a person chose it (column.c): -- since 18
       -- whether there is a comment on it, the name of the primary key, the tables above. -- since 18
       (SELECT CASE WHEN x.conislocal OR own.alone OR c.relispartition -- since 18
                    THEN ARRAY[x.conname, -- since 18
                               (SELECT 't' FROM pg_description g -- since 18
                                 WHERE g.classoid = 'pg_constraint'::regclass AND g.objoid = x.oid), -- since 18
                               (SELECT k.conname FROM pg_constraint k -- since 18
                                 WHERE k.conrelid = c.oid AND k.contype = 'p')]::text[] -- since 18
                         || ARRAY(SELECT p.relname::text FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent -- since 18
                                   WHERE h.inhrelid = c.oid) END AS name, -- since 18
               x.connoinherit AS no_inherit, -- since 18
               x.convalidated AS valid, -- since 18
               x.conislocal OR own.alone OR c.relispartition AS local -- since 18
          FROM pg_constraint x -- since 18
         CROSS JOIN LATERAL -- since 18
               -- No table above has it: the server does not tell those below when it goes with a column of ONLY that one. -- since 18
               (SELECT NOT EXISTS (SELECT 1 FROM pg_inherits h -- since 18
                                     JOIN pg_attribute b ON b.attrelid = h.inhparent AND b.attname = a.attname -- since 18
                                     JOIN pg_constraint y ON y.conrelid = h.inhparent AND y.contype = 'n' -- since 18
                                                         AND y.conkey = ARRAY[b.attnum] AND NOT y.connoinherit -- since 18
                                    WHERE h.inhrelid = c.oid) AS alone) own -- since 18
         WHERE x.conrelid = a.attrelid AND x.contype = 'n' AND x.conkey = ARRAY[a.attnum]) k ON true -- since 18
 WHERE a.attnum > 0
   AND NOT a.attisdropped
   AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
   AND c.reltype NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_type'::regclass
                      AND e.deptype = 'e')
 ORDER BY c.oid, a.attnum
