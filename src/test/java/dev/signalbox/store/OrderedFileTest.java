package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.store.PowerCut.Disk;
import dev.signalbox.store.PowerCut.Weather;
import dev.signalbox.store.PowerCut.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of a file whose header and chunks are written anew, whenever the power goes and
 * whatever the disk wrote by then; and that without the order something would be wrong.
 */
class OrderedFileTest {
  private static final int SECTOR = 512;
  private static final int BLOCK = 4096;
  private static final int CHUNK = 2 * BLOCK;

  /** Where two chunks begin, behind the header. */
  private static final int FIRST = PowerCut.HEADER;

  private static final int SECOND = FIRST + CHUNK;
  private static final int WRITES = 12;
  private static final int MOODS = 60;
  private static final byte OLD = 1;
  private static final byte NEW = 2;

  private Path file;

  @BeforeEach
  void install(@TempDir Path directory) {
    OrderedFile.install();
    file = directory.resolve("file");
  }

  @Test
  void whateverTheDiskWroteTheFileIsWhole() throws IOException, InterruptedException {
    for (int writes = 1; writes <= WRITES; writes++) {
      for (int mood = 0; mood < MOODS; mood++) {
        byte[] left = afterTheCut(OrderedFile.SCHEME + ":", writes, mood);
        assertThat(wrongs(left)).as("%d writes, mood %d", writes, mood).isEmpty();
      }
    }
  }

  @Test
  void withoutTheOrderItWouldNotBe() throws IOException, InterruptedException {
    long wrong = 0;
    for (int mood = 0; mood < MOODS; mood++) {
      wrong += wrongs(afterTheCut("", 3, mood)).size();
    }
    assertThat(wrong).isPositive();
  }

  /** Two chunks and the header that names the second, over old ones; the same bytes in each. */
  private byte[] afterTheCut(String above, int writes, int mood)
      throws IOException, InterruptedException {
    byte[] old = new byte[SECOND + CHUNK];
    Arrays.fill(old, OLD);
    Files.write(file, old);
    Disk disk = PowerCut.power(old, after(writes, new Random(mood)));
    try (FileChannel channel =
        FilePath.get(above + PowerCut.SCHEME + ":" + file.toAbsolutePath()).open("rw")) {
      channel.write(fresh(CHUNK), FIRST);
      channel.write(fresh(CHUNK), SECOND);
      channel.write(fresh(PowerCut.HEADER), 0);
      channel.force(true);
      return fresh(old.length).array(); // The power stayed.
    } catch (IOException cut) {
      return disk.afterCut();
    }
  }

  private static ByteBuffer fresh(int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    Arrays.fill(bytes.array(), NEW);
    return bytes;
  }

  private static Weather after(int writes, Random random) {
    int[] left = {writes};
    return new Weather() {
      @Override
      public boolean goesOut(List<Write> unforced) {
        return --left[0] <= 0;
      }

      @Override
      public boolean reaches(Write write) {
        return random.nextBoolean();
      }

      @Override
      public boolean tears() {
        return true;
      }
    };
  }

  private static List<String> wrongs(byte[] left) {
    boolean named = isAnyNew(left, 0, BLOCK) || isAnyNew(left, BLOCK, BLOCK);
    return IntStream.range(0, 5)
        .filter(
            rule ->
                switch (rule) {
                  case 0 -> left[FIRST] == NEW && !isAllNew(left, FIRST, CHUNK);
                  case 1 -> left[SECOND] == NEW && !isAllNew(left, SECOND, CHUNK);
                  case 2 -> isAnyNew(left, SECOND, CHUNK) && !isAllNew(left, FIRST, CHUNK);
                  case 3 -> named && !isAllNew(left, SECOND, CHUNK);
                  default -> isTorn(left, 0) && isTorn(left, BLOCK);
                })
        .mapToObj(
            rule ->
                List.of(
                        "the first chunk seems whole and is not",
                        "the second chunk seems whole and is not",
                        "the second chunk came before the first",
                        "the header names a chunk that is not there",
                        "both copies of the header are torn")
                    .get(rule))
        .toList();
  }

  private static boolean isTorn(byte[] left, int copy) {
    return isAnyNew(left, copy, BLOCK) && !isAllNew(left, copy, BLOCK);
  }

  private static boolean isAnyNew(byte[] left, int from, int length) {
    return sectors(from, length).anyMatch(sector -> left[sector] == NEW);
  }

  private static boolean isAllNew(byte[] left, int from, int length) {
    return sectors(from, length).allMatch(sector -> left[sector] == NEW);
  }

  private static IntStream sectors(int from, int length) {
    return IntStream.iterate(from, at -> at < from + length, at -> at + SECTOR);
  }
}
