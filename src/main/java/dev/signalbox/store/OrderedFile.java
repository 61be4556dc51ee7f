package dev.signalbox.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 in which a power cut leaves no half-written file, whatever the disk wrote of
 * what it was not forced to write.
 *
 * <p>H2 appends chunks, or puts them where old ones are not needed any more, and now and then
 * writes a header, twice, that names the newest. It takes a chunk for whole when its first and last
 * bytes fit, and forces nothing in between. Between two forces a disk may write in any order and
 * leave out anything: a header that names a chunk that is not there, both copies of it torn, or a
 * chunk without its middle makes H2 fall back on an old state, or refuse the file. So here
 *
 * <ul>
 *   <li>what was written is forced before anything else is written: what a chunk overwrites is then
 *       really not needed any more, and what a header names is there;
 *   <li>a chunk's first sector is written when the rest of it is forced, and so makes it valid;
 *   <li>of the header's two copies one is whole at any time.
 * </ul>
 *
 * <p>It needs a disk that does not lie about a force, and that writes a sector whole or not at all.
 * H2 makes it by itself, so it and its constructor are public.
 */
public final class OrderedFile extends FilePathWrapper {

  /** Stands before the path: {@code jdbc:h2:ordered:/path}. */
  static final String SCHEME = "ordered";

  private static final int SECTOR = 512;

  /** Of the header's copies, and of everything else: each begins at a multiple of it. */
  private static final int BLOCK = 4096;

  private static final int HEADER = 2 * BLOCK;

  /** Makes the scheme known to H2; again is as good as once. */
  static void install() {
    FilePath.register(new OrderedFile());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new File(super.open(mode));
  }

  private static final class File extends FileBaseDefault {
    private final FileChannel file;
    // Whoever had it open before may have left something.
    private boolean unforced = true;

    File(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      ByteBuffer bytes = source.slice();
      if (position < HEADER) {
        writeCopies(bytes, position);
      } else {
        writeFirstSectorLast(bytes, position);
      }
      // Only now: what is cut short by an interrupt is written again from its beginning.
      source.position(source.limit());
      return bytes.limit();
    }

    private void writeCopies(ByteBuffer bytes, long position) throws IOException {
      for (int done = 0, length; done < bytes.limit(); done += length) {
        length = (int) Math.min(bytes.limit() - done, BLOCK - (position + done) % BLOCK);
        writeNext(bytes.slice(done, length), position + done);
      }
    }

    private void writeFirstSectorLast(ByteBuffer bytes, long position) throws IOException {
      int first = Math.min(bytes.limit(), SECTOR);
      if (first < bytes.limit()) {
        writeNext(bytes.slice(first, bytes.limit() - first), position + first);
      }
      writeNext(bytes.slice(0, first), position);
    }

    /** Writes these bytes after everything before them has reached the disk. */
    private void writeNext(ByteBuffer bytes, long position) throws IOException {
      forceWritten();
      unforced = true;
      long at = position;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
    }

    private void forceWritten() throws IOException {
      if (unforced) {
        file.force(false);
        unforced = false;
      }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      if (size < file.size()) {
        forceWritten();
        unforced = true;
      }
      file.truncate(size);
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
      file.force(metaData);
      unforced = false;
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
