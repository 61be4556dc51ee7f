package dev.signalbox.fleet.docker;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file that {@code docker save} wrote, plain or compressed by gzip. The image in it is named by
 * the digest of its configuration, which names its layers by theirs; the engine calls it the same
 * once it is loaded.
 */
final class ImageArchive {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BLOCK = 512;

  /** A configuration or a list of contents is never longer. */
  private static final int LONGEST = 4 * 1024 * 1024;

  private ImageArchive() {}

  /** The image's id, such as {@code sha256:…}; throws where the file is no such archive. */
  static String imageId(Path file) throws IOException {
    Map<String, byte[]> small = new HashMap<>();
    try (InputStream in = open(file)) {
      collect(in, small);
    }
    try {
      JsonNode contents = JSON.readTree(small.getOrDefault("manifest.json", new byte[0]));
      if (contents.size() != 1) {
        throw new IOException("it holds " + contents.size() + " images; save one into each file");
      }
      String config = contents.path(0).path("Config").asString("");
      byte[] content = small.get(config);
      if (content == null) {
        throw new IOException("the configuration that it names is not in it");
      }
      return "sha256:" + HexFormat.of().formatHex(sha256(content));
    } catch (JacksonException e) {
      throw new IOException("it was not written by docker save", e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return compressed ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static void collect(InputStream in, Map<String, byte[]> small) throws IOException {
    byte[] header = new byte[BLOCK];
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      String name = text(header, 0, 100);
      String prefix = text(header, 345, 155);
      long size = size(header);
      if (size <= LONGEST && header[156] != '5') {
        small.put(prefix.isEmpty() ? name : prefix + "/" + name, in.readNBytes((int) size));
      } else {
        skip(in, size);
      }
      skip(in, (BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private static void skip(InputStream in, long length) throws IOException {
    try {
      in.skipNBytes(length);
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    }
  }

  private static String text(byte[] header, int offset, int length) {
    String field = new String(header, offset, length, StandardCharsets.UTF_8);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }

  /** Octal, or for what is larger than 8 GiB binary, as GNU tar writes it. */
  private static long size(byte[] header) throws IOException {
    if ((header[124] & 0x80) != 0) {
      long size = 0;
      for (int i = 128; i < 136; i++) {
        size = (size << 8) | (header[i] & 0xff);
      }
      return size;
    }
    try {
      return Long.parseLong(text(header, 124, 12).strip(), 8);
    } catch (NumberFormatException e) {
      throw new IOException("it is no tar file", e);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
