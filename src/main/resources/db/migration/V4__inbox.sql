-- What the platforms sent already, until they cannot send it again. Runs unchanged on H2 2 and on PostgreSQL.
CREATE TABLE inbox (
  item  VARCHAR(400) PRIMARY KEY,
  until TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX inbox_by_time ON inbox (until);
