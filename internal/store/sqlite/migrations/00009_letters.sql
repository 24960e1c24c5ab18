-- Letters that wait for being sent, or were; and what each account was reminded
-- of, so that nobody is twice. Both stand outside of the log, as accounts do.

-- +goose Up
CREATE TABLE letters (
    id      TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    state   TEXT NOT NULL,
    next    INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX letters_state ON letters (state, next);
CREATE INDEX letters_account ON letters (account);
CREATE TABLE reminders (
    account TEXT NOT NULL,
    thing   TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (account, thing)
) STRICT;

-- +goose Down
DROP TABLE reminders;
DROP TABLE letters;
