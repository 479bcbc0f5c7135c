-- A locale of ICU in another spelling: 16 and later keep another text.
-- bytes differ from 16: de@collation=phonebook is de-u-co-phonebk there
CREATE COLLATION phone (PROVIDER = icu, LOCALE = 'de@collation=phonebook');
