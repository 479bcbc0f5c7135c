-- The queue of background updates gets an order of its own. So far updates ran
-- by their names, however long ago they were queued, unless one depended on
-- another.
--
-- The other files of this version queue their updates with an ordering and
-- need the column, so this file has to come first; its name sees to that. All
-- others may run in any order.

-- Lower numbers run first. What is queued already keeps its place in front.
ALTER TABLE background_updates ADD COLUMN ordering INT NOT NULL DEFAULT 0;
