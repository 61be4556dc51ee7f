package dev.signalbox.fleet.command;

import dev.signalbox.port.Machine;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Files of this machine, replaced whole. */
final class LocalFiles {

  private LocalFiles() {}

  static Optional<byte[]> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(Machine.LARGEST_FILE + 1);
      if (content.length > Machine.LARGEST_FILE) {
        throw new PortFailure.Unreachable(
            file + " has more than " + Machine.LARGEST_FILE + " bytes: it is not read", null);
      }
      return Optional.of(content);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new PortFailure.Unreachable(file + " cannot be read: " + reason(e), e);
    }
  }

  static void write(Path file, byte[] content) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path directory = target.resolveSibling("");
      Path fresh = Files.createTempFile(directory, "." + target.getFileName(), ".new");
      try {
        fill(fresh, content);
        dress(fresh, target);
        Files.move(
            fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      force(directory);
    } catch (IOException e) {
      throw new PortFailure.Unreachable(file + " cannot be written: " + reason(e), e);
    }
  }

  private static void fill(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Gives the new file the owner and mode of the old one. */
  private static void dress(Path fresh, Path old) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (!Files.exists(old)) {
      view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
      return;
    }
    PosixFileAttributes worn = Files.readAttributes(old, PosixFileAttributes.class);
    PosixFileAttributes own = view.readAttributes();
    if (!own.owner().equals(worn.owner())) {
      view.setOwner(worn.owner());
    }
    if (!own.group().equals(worn.group())) {
      view.setGroup(worn.group());
    }
    view.setPermissions(worn.permissions());
  }

  /** A rename is durable only with its directory. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String reason(IOException e) {
    String said = e instanceof FileSystemException it ? it.getReason() : e.getMessage();
    return said == null ? e.getClass().getSimpleName() : said;
  }
}
