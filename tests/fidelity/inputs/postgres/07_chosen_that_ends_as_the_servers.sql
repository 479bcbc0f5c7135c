-- A name that somebody chose stays, though it ends as the server's do.
-- since 18
CREATE TABLE t (a int CONSTRAINT mail_required_not_null NOT NULL, b int NOT NULL, c int CONSTRAINT "Odd" NOT NULL);
