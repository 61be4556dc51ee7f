package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** Files of this machine, for an HAProxy that runs here. */
public final class LocalFiles implements HaproxyFiles {

  @Override
  public Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new PortFailure.Unreachable(
          "%s cannot be read (%s): let the bot's user read it".formatted(file, words(e)), e);
    }
  }

  @Override
  public Optional<String> write(Path file, String content) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".signalbox-new");
    try {
      writeDurably(fresh, content);
      likeBefore(file, fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      flush(directory(file));
      return Optional.empty();
    } catch (IOException e) {
      discard(fresh);
      return Optional.of(
          "%s cannot be written (%s): make room there, or let the bot's user write it and its directory"
              .formatted(file, words(e)));
    }
  }

  private static void writeDurably(Path fresh, String content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** HAProxy may read its files as another user: mode and owner stay, as far as we may say so. */
  private static void likeBefore(Path file, Path fresh) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (view == null || !Files.exists(file)) {
      return;
    }
    PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
    view.setPermissions(before.permissions());
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.group().equals(before.group())) {
        view.setGroup(before.group());
      }
      if (!now.owner().equals(before.owner())) {
        view.setOwner(before.owner());
      }
    } catch (FileSystemException e) {
      // Only root may give a file away. HAProxy reads it as root, before it lets go of that.
      return;
    }
  }

  /** The new name is durable only when the directory is. */
  private static void flush(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void discard(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      // Overwritten by the next write; what failed before is what people have to know.
      return;
    }
  }

  @Override
  public Optional<String> unwritable(Path file) {
    Path directory = directory(file);
    if (!Files.isDirectory(directory)) {
      return Optional.of("there is no directory " + directory);
    }
    return Files.isWritable(directory)
        ? Optional.empty()
        : Optional.of("the bot's user may not write in " + directory);
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static String words(IOException cause) {
    String reason = cause instanceof FileSystemException it ? it.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
