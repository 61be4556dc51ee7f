-- Rows of the journal are only ever added. Whoever can open the file can drop these triggers:
-- the hash chain is what shows a change, the triggers keep a mistake from being one.
CREATE TRIGGER journal_is_append_only BEFORE UPDATE, DELETE ON journal
  FOR EACH ROW CALL 'dev.signalbox.store.AppendOnly';
