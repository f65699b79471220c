package org.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SHA-256 of each file, by its path below the root, as {@code sha256sum -c} reads them. Files
 * whose names begin with a dot do not belong to a data set.
 */
record Sums(SortedMap<String, String> bySlashedPath) {
  static final String FILE = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\n]+)\n");

  static Sums none() {
    return new Sums(new TreeMap<>());
  }

  /** Reads all of a text; lines that are none are left out. */
  static Sums parse(String text) {
    Sums sums = none();
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      sums.bySlashedPath.put(line.group(2), line.group(1));
    }
    return sums;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    bySlashedPath.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
    return text.toString();
  }

  /** Adds all files of a directory. */
  Sums addAll(Path root) throws IOException {
    for (Path file : files(root)) {
      bySlashedPath.put(name(root, file), of(file));
    }
    return this;
  }

  Sums addAll(Sums others) {
    bySlashedPath.putAll(others.bySlashedPath);
    return this;
  }

  void writeTo(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), text(), UTF_8);
  }

  /** The files of a data set, sorted. */
  static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !name(root, file).startsWith("."))
          .sorted()
          .toList();
    }
  }

  static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
