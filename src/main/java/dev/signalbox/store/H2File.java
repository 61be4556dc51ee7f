package dev.signalbox.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database in one file beside the bot, which only one process can have open. */
public final class H2File {

  /** What H2 puts behind the name that it is given. */
  static final String SUFFIX = ".mv.db";

  private static final int CONNECTIONS = 10;

  private H2File() {}

  /**
   * Opens the file, which is made where there is none, with its directory.
   *
   * @param file without the suffix {@code .mv.db}
   * @return connections to it; closing them closes the file
   * @throws StoreUnavailable when it is in use by another process, its disk is full, or it cannot
   *     be written
   */
  public static HikariDataSource open(Path file) {
    Path path = file.toAbsolutePath().normalize();
    Outages outages = new Outages(path + SUFFIX, true);
    OrderedFile.install();
    List<Path> fresh = prepare(path);
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(url("", path));
    config.setUsername("signalbox");
    config.setPassword("");
    // Few: the file is written by one at a time. Fixed: with the last connection H2 closes it.
    config.setMaximumPoolSize(CONNECTIONS);
    HikariDataSource opened;
    try {
      opened = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw outages.explain(e);
    }
    try {
      fresh.forEach(H2File::force);
      return opened;
    } catch (UncheckedIOException e) {
      opened.close();
      throw outages.explain(e);
    }
  }

  /**
   * The settings and why they are so:
   *
   * <ul>
   *   <li>{@code retry:} opens the file again when the interruption of a thread has closed it under
   *       H2, which otherwise gives the whole database up.
   *   <li>{@code ordered:} makes what a power cut leaves of the file one of its states, see {@link
   *       OrderedFile}.
   *   <li>Commits are made durable by {@link Stores}, see there; {@code WRITE_DELAY=0} would do it
   *       too, but switches off the thread that makes room, and the file grows by 20 kB a commit.
   *   <li>{@code RETENTION_TIME}: how long room that is free again is left alone, for the case that
   *       the disk did not write in the order it was told to. Here it does, so seconds are enough;
   *       the default of 45 lets the file grow in a busy minute.
   *   <li>{@code LOCK_TIMEOUT}: waiting for a row is normal, and deadlocks are found at once.
   *   <li>{@code DB_CLOSE_ON_EXIT}: the bot closes it when the last step is told, not the JVM when
   *       it likes.
   * </ul>
   *
   * @param below a file system of H2 that stands below, with a colon at its end; empty for none
   */
  static String url(String below, Path path) {
    return "jdbc:h2:retry:"
        + OrderedFile.SCHEME
        + ":"
        + below
        + path
        + ";RETENTION_TIME=5000;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";
  }

  /** The directories whose entries are new once the file is there, which is durable with them. */
  private static List<Path> prepare(Path path) {
    if (path.toString().contains(";")) {
      throw unavailable(
          path, "its path has a ';', which H2 takes for the end. Choose another", null);
    }
    Path directory = path.getParent();
    Path existing = Path.of(path + SUFFIX);
    List<Path> fresh = Files.exists(existing) ? List.of() : missing(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unavailable(
          path, "its directory cannot be made (" + e + "). Make it, or choose another", e);
    }
    if (!Files.isWritable(directory)) {
      throw unavailable(
          path, "its directory cannot be written. Give Signalbox's user the right to", null);
    }
    if (Files.exists(existing) && !(Files.isRegularFile(existing) && Files.isWritable(existing))) {
      // H2 would open it for reading only, and fail at the first write.
      throw unavailable(
          path, "the file cannot be written. Give Signalbox's user the right to", null);
    }
    return fresh;
  }

  /** The directory, and those above it up to the first that is there. */
  private static List<Path> missing(@Nullable Path directory) {
    List<Path> missing = new ArrayList<>();
    for (Path above = directory; above != null; above = above.getParent()) {
      missing.add(above);
      if (Files.exists(above)) {
        break;
      }
    }
    return missing;
  }

  /** A file's name, too, may be lost in a power cut. */
  private static void force(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoreUnavailable unavailable(Path path, String why, @Nullable Throwable cause) {
    return new StoreUnavailable(
        "The database file " + path + SUFFIX + " cannot be opened: " + why + ".", cause);
  }
}
