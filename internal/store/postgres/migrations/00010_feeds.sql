-- When each watched feed was looked at last, and what came of it. That nobody
-- decided, so it stands outside of the log.

-- +goose Up
CREATE TABLE feed_looks (
    feed TEXT COLLATE "C" PRIMARY KEY,
    body TEXT COLLATE "C" NOT NULL
);

-- +goose Down
DROP TABLE feed_looks;
