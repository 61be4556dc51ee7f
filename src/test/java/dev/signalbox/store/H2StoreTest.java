package dev.signalbox.store;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a file of H2. */
class H2StoreTest extends StoreContract {

  @TempDir Path directory;

  @BeforeEach
  void openFile() {
    open(H2File.open(directory.resolve("signalbox")));
  }

  @Override
  public void allowChanges() {
    sql().execute("DROP TRIGGER IF EXISTS journal_is_append_only");
  }
}
