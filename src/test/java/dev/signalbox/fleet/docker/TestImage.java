package dev.signalbox.fleet.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image of a small web server, made of busybox without any tool: one layer, its configuration
 * and its manifest, the same bytes for the same version.
 */
public final class TestImage {

  private static final int BLOCK = 512;

  private final byte[] layer;
  private final byte[] config;
  private final byte[] manifest;

  private TestImage(byte[] layer, byte[] config, byte[] manifest) {
    this.layer = layer;
    this.config = config;
    this.manifest = manifest;
  }

  /** A server that answers {@code /healthz}, {@code /version} and {@code /smoke}. */
  public static TestImage of(String version) {
    return of(version, "exec busybox httpd -f -p 8080 -h /www", "");
  }

  /**
   * As above.
   *
   * @param start what a shell runs in it
   * @param healthCheck a shell's line whose exit code says whether it is healthy; empty for none
   */
  public static TestImage of(String version, String start, String healthCheck) {
    byte[] layer =
        tar(
            Map.of(
                "www/version", text(version),
                "www/healthz", text("{\"status\": \"up\"}"),
                "www/smoke", text("smoke of " + version),
                "www/index.html", text("shop " + version),
                "start", text(start + "\n")));
    String check =
        healthCheck.isEmpty()
            ? ""
            : ",\"Healthcheck\":{\"Test\":[\"CMD\",\"/bin/busybox\",\"sh\",\"-c\",\"%s\"],\"Interval\":200000000,\"Timeout\":2000000000,\"Retries\":2}"
                .formatted(healthCheck);
    byte[] config =
        text(
            """
            {"architecture":"amd64","os":"linux","created":"2026-01-01T00:00:00Z",\
            "config":{"Cmd":["/bin/busybox","sh","/start"],"Env":["PATH=/bin"]%s},\
            "rootfs":{"type":"layers","diff_ids":["%s"]},\
            "history":[{"created":"2026-01-01T00:00:00Z"}]}\
            """
                .formatted(check, digest(layer)));
    byte[] manifest =
        text(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",\
            "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},\
            "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar","size":%d,"digest":"%s"}]}\
            """
                .formatted(config.length, digest(config), layer.length, digest(layer)));
    return new TestImage(layer, config, manifest);
  }

  /** Its only layer, a tar file. */
  public byte[] layer() {
    return layer.clone();
  }

  /** What its id is the digest of. */
  public byte[] config() {
    return config.clone();
  }

  /** As a registry hands it out. */
  public byte[] manifest() {
    return manifest.clone();
  }

  /** What engines call it. */
  public String id() {
    return digest(config);
  }

  /** As {@code docker save} writes it. */
  public byte[] archive(String name) {
    String configName = digest(config).substring("sha256:".length()) + ".json";
    return tar(
        Map.of(
            configName,
            config,
            "layer.tar",
            layer,
            "manifest.json",
            text(
                "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
                    .formatted(configName, name))));
  }

  static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] tar(Map<String, byte[]> files) {
    try {
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      if (files.containsKey("start")) {
        add(tar, "bin/busybox", Files.readAllBytes(Path.of("/bin/busybox")));
      }
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        add(tar, file.getKey(), file.getValue());
      }
      tar.write(new byte[2 * BLOCK]);
      return tar.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ByteArrayOutputStream tar, String name, byte[] content)
      throws IOException {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void put(byte[] header, int offset, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
