package dev.signalbox.lab.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lab's memory, {@code state.json} in its state directory.
 *
 * <p>It is replaced as a whole, never written in place: after a crash at any moment the file is the
 * old state or the new one. One lab at a time holds the directory.
 */
public final class StateFile implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path directory;
  private final Path file;
  private final FileChannel lockChannel;

  /**
   * Takes the directory, making it if need be.
   *
   * @throws LabStateException if another lab holds it, or it cannot be made or written
   */
  public StateFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("state.json");
    this.lockChannel = hold();
  }

  private FileChannel hold() {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lab.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new LabStateException(
            "Another lab is running on %s. Stop it, or give this one a state directory of its own."
                .formatted(directory.toAbsolutePath()));
      }
      return channel;
    } catch (IOException failure) {
      throw new LabStateException(
          "The lab cannot keep its state in %s (%s). Make the directory writable, or set another."
              .formatted(directory.toAbsolutePath(), failure),
          failure);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldInThisProcess) {
      return null;
    }
  }

  /**
   * Reads what was saved last; empty at the very first start.
   *
   * @throws LabStateException if there is a file that is not a whole state; it is left as it is
   */
  public LabState load() {
    if (Files.notExists(file)) {
      return LabState.empty();
    }
    try {
      LabState state = JSON.readValue(Files.readAllBytes(file), LabState.class);
      if (state == null) {
        throw unreadable("it says null", null);
      }
      if (state.format() != LabState.FORMAT) {
        throw unreadable("it has format " + state.format() + ", not " + LabState.FORMAT, null);
      }
      return state;
    } catch (JacksonException failure) {
      throw unreadable(failure.getOriginalMessage(), failure);
    } catch (IOException failure) {
      throw unreadable(failure.toString(), failure);
    }
  }

  private LabStateException unreadable(String reason, @Nullable Exception cause) {
    String message =
        "The lab's state in %s cannot be read: %s. Put a good copy there, or delete the file to start again with everything on its first version."
            .formatted(file.toAbsolutePath(), reason);
    return cause == null ? new LabStateException(message) : new LabStateException(message, cause);
  }

  /**
   * Saves the state durably before it returns.
   *
   * @throws LabStateException if that fails, for example on a full disk; the old state is still
   *     there then
   */
  public void save(LabState state) {
    Path fresh = directory.resolve("state.json.new");
    try {
      write(fresh, JSON.writeValueAsBytes(state));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory();
    } catch (IOException failure) {
      throw new LabStateException(
          "The lab could not save its state to %s (%s), so nothing was changed. Free some space or make it writable, and try again."
              .formatted(file.toAbsolutePath(), failure),
          failure);
    }
  }

  private static void write(Path fresh, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
  }

  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Gives the directory up to another lab. */
  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
