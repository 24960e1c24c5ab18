-- What a record is by its content, so that whoever keeps something worked out
-- from it can tell whether it still holds. Records of before have none, which
-- tells nothing.

-- +goose Up
ALTER TABLE reviews ADD COLUMN revision TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE reviews DROP COLUMN revision;
