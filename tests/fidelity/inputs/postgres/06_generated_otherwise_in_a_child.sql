-- A child computes its column otherwise.
-- since 16
CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE ch (b int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (p);
