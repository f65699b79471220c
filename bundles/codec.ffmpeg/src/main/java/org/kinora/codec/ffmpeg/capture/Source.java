package org.kinora.codec.ffmpeg.capture;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source as FFmpeg wants it.
 *
 * @param scheme what stands before the first colon; {@code file} where nothing does
 * @param address the URL, the path, the device or the filter graph
 */
record Source(Kind kind, String scheme, String address) {
  private static final Pattern WITH_SCHEME = Pattern.compile("([a-z][a-z0-9]+):(.*)");
  private static final Set<String> STREAMS = Set.of("rtsp", "rtmp", "udp", "tcp", "http", "https");
  private static final Set<String> DEVICES = Set.of("v4l2", "x11grab");

  /** How it is opened. */
  enum Kind {
    /** A file, by its path. */
    FILE,
    /** A URL, by one of FFmpeg's protocols. */
    STREAM,
    /** A device of the machine, by FFmpeg's device library. */
    DEVICE,
    /** A filter graph that makes pictures and sound itself. */
    GRAPH
  }

  /** Reads {@code kind:address}, a URL or a path; empty if its kind is unknown. */
  static Optional<Source> parse(String text) {
    Matcher parts = WITH_SCHEME.matcher(text);
    if (!parts.matches()) {
      return text.isBlank() ? Optional.empty() : Optional.of(new Source(Kind.FILE, "file", text));
    }
    String scheme = parts.group(1);
    String rest = parts.group(2);
    if (STREAMS.contains(scheme) && rest.startsWith("//")) {
      return Optional.of(new Source(Kind.STREAM, scheme, text));
    } else if (DEVICES.contains(scheme)) {
      return Optional.of(new Source(Kind.DEVICE, scheme, rest));
    } else if (scheme.equals("lavfi")) {
      return Optional.of(new Source(Kind.GRAPH, scheme, rest));
    } else if (scheme.equals("file")) {
      String path = rest.startsWith("///") ? rest.substring(2) : rest;
      return Optional.of(new Source(Kind.FILE, scheme, path));
    }
    return Optional.empty();
  }
}
