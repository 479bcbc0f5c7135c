-- Text search: parser, template, dictionary, configuration and its mappings.
CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY plainly (TEMPLATE = plain, STOPWORDS = 'english');
CREATE TEXT SEARCH CONFIGURATION conf (PARSER = words);
ALTER TEXT SEARCH CONFIGURATION conf ADD MAPPING FOR word, asciiword WITH plainly, english_stem;
CREATE TEXT SEARCH CONFIGURATION copy (COPY = pg_catalog.german);
CREATE TABLE t (a text);
CREATE INDEX ON t USING gin (to_tsvector('conf', a));
