-- Which of several instances delivers to a channel, and until when. Runs unchanged on H2 2 and on PostgreSQL.
CREATE TABLE delivery_right (
  channel   VARCHAR(400) PRIMARY KEY,
  instance  VARCHAR(200) NOT NULL,
  until     TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
