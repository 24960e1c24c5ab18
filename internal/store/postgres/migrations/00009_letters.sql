-- Letters that wait for being sent, or were; and what each account was reminded
-- of, so that nobody is twice. Both stand outside of the log, as accounts do.

-- +goose Up
CREATE TABLE letters (
    id      TEXT COLLATE "C" PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL,
    state   TEXT COLLATE "C" NOT NULL,
    next    BIGINT NOT NULL,
    body    TEXT COLLATE "C" NOT NULL
);
CREATE INDEX letters_state ON letters (state, next);
CREATE INDEX letters_account ON letters (account);
CREATE TABLE reminders (
    account TEXT COLLATE "C" NOT NULL,
    thing   TEXT COLLATE "C" NOT NULL,
    body    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account, thing)
);

-- +goose Down
DROP TABLE reminders;
DROP TABLE letters;
