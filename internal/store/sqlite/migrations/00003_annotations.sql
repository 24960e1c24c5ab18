-- Passages of UN documents as OHCHR's index has them. A passage that comes in
-- anew in another form gets a new number and leaves the old one among those
-- that are gone, so that whoever has seen all numbers up to one has only to
-- look at what came behind it.

-- +goose Up
CREATE TABLE annotations (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    revision BLOB NOT NULL,
    body     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX annotations_id ON annotations (id);
CREATE TABLE annotations_gone (
    seq INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE annotation_imports (
    entry INTEGER PRIMARY KEY,
    body  TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE annotation_imports;
DROP TABLE annotations_gone;
DROP TABLE annotations;
