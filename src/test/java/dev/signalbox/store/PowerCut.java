package dev.signalbox.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that keeps apart what was forced and what was only written. When a power cut
 * comes, what was forced is on the disk, and of the rest whatever the disk pleased; everything that
 * is done to the file afterwards fails. H2 makes it by itself, so it and its constructor are
 * public.
 */
public final class PowerCut extends FilePathWrapper {

  static final String SCHEME = "cut";

  private static final int SECTOR = 512;

  /** Before this stands what H2 calls the file's header. */
  static final int HEADER = 8192;

  private static volatile Disk disk = new Disk(new byte[0], calm());

  /** A part of a write: where it begins, and how long it is; 0 for cutting the file short there. */
  record Write(long position, int length) {
    boolean isHeader() {
      return position < HEADER;
    }
  }

  /** When the power goes, and what the disk has made by then of what it was not forced to write. */
  interface Weather {
    /** Asked after each write, with all those that are not forced yet, this one the last. */
    boolean goesOut(List<Write> unforced);

    /** Whether this write, or this sector of one, reached the disk; asked in their order. */
    boolean reaches(Write write);

    /** Whether a write may reach the disk in part. */
    default boolean tears() {
      return false;
    }
  }

  /** The power stays. */
  static Weather calm() {
    return new Weather() {
      @Override
      public boolean goesOut(List<Write> unforced) {
        return false;
      }

      @Override
      public boolean reaches(Write write) {
        return true;
      }
    };
  }

  /** After some writes it goes; some of what was not forced is there, in no order, or torn. */
  static Weather stormy(Random random) {
    boolean tears = random.nextBoolean();
    AtomicInteger left = new AtomicInteger(10 + random.nextInt(190));
    return new Weather() {
      @Override
      public boolean goesOut(List<Write> unforced) {
        return left.decrementAndGet() <= 0;
      }

      @Override
      public boolean reaches(Write write) {
        return random.nextBoolean();
      }

      @Override
      public boolean tears() {
        return tears;
      }
    };
  }

  /** One file from the moment that the power is there to the moment that it goes. */
  static final class Disk {
    private record Unforced(long position, ByteBuffer bytes, boolean truncates) {
      Write whole() {
        return new Write(position, bytes.limit());
      }

      Unforced part(int at, int atMost) {
        int length = Math.min(bytes.limit() - at, atMost);
        return new Unforced(position + at, bytes.slice(at, length), truncates);
      }
    }

    private final Weather weather;
    private final CountDownLatch cut = new CountDownLatch(1);
    private final List<Unforced> unforced = new ArrayList<>();
    private byte[] forced;
    private Runnable atCut = () -> {};

    private Disk(byte[] content, Weather weather) {
      this.forced = content.clone();
      this.weather = weather;
    }

    /** Called in the moment of the cut, before the disk decides what it wrote. */
    synchronized void atCut(Runnable action) {
      this.atCut = action;
    }

    /** What is on the disk, once the power is gone. */
    byte[] afterCut() throws InterruptedException {
      if (!cut.await(5, TimeUnit.MINUTES)) {
        throw new AssertionError("the power did not go within 5 minutes");
      }
      return forced.clone();
    }

    private synchronized void write(long position, ByteBuffer bytes, boolean truncates)
        throws IOException {
      powered();
      unforced.add(new Unforced(position, bytes, truncates));
      if (weather.goesOut(unforced.stream().map(Unforced::whole).toList())) {
        goOut();
      }
    }

    private synchronized void force() throws IOException {
      powered();
      unforced.forEach(this::reaches);
      unforced.clear();
    }

    private synchronized void goOut() throws IOException {
      atCut.run();
      for (Unforced write : unforced) {
        int unit = weather.tears() ? SECTOR : Math.max(1, write.bytes().limit());
        for (int at = 0; at == 0 || at < write.bytes().limit(); at += unit) {
          Unforced part = write.part(at, unit);
          if (weather.reaches(part.whole())) {
            reaches(part);
          }
        }
      }
      cut.countDown();
      powered();
    }

    private void powered() throws IOException {
      if (cut.getCount() == 0 || disk != this) {
        throw new IOException("the power is out");
      }
    }

    private void reaches(Unforced write) {
      int position = Math.toIntExact(write.position());
      if (write.truncates()) {
        forced = Arrays.copyOf(forced, position);
        return;
      }
      int length = write.bytes().limit();
      if (forced.length < position + length) {
        forced = Arrays.copyOf(forced, position + length);
      }
      write.bytes().get(0, forced, position, length);
    }
  }

  /** The power is back, and the disk has this on it. */
  static Disk power(byte[] content, Weather weather) {
    FilePath.register(new PowerCut());
    disk = new Disk(content, weather);
    return disk;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new File(super.open(mode), disk);
  }

  /** What it shows while the power is there is the file below. */
  private static final class File extends FileBaseDefault {
    private final FileChannel file;
    private final Disk disk;

    File(FileChannel file, Disk disk) throws IOException {
      this.file = file;
      this.disk = disk;
      disk.powered();
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      int length = source.remaining();
      ByteBuffer copy = ByteBuffer.allocate(length).put(source.duplicate()).flip();
      disk.write(position, copy, false);
      long at = position;
      while (source.hasRemaining()) {
        at += file.write(source, at);
      }
      return length;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      if (size < file.size()) {
        disk.write(size, ByteBuffer.allocate(0), true);
      }
      file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disk.force();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
