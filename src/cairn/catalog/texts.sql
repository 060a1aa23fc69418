-- Full-text search over names and what people typed. Contentless: a row is taken out with the text
-- that it was put in with, which the view `searched` makes again from the tables.
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5 (text, content = '', columnsize = 0);
INSERT INTO texts (rowid, text) SELECT run, text FROM searched;
