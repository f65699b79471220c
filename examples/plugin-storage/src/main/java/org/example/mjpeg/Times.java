package org.example.mjpeg;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;

/** What {@code times.csv} says of the pictures that are there. */
record Times(RecordingInfo info, SampleTable table) {
  /** Hundreds of hours. */
  private static final long MOST_BYTES = 2_000_000_000L;

  private static final Pattern LINE =
      Pattern.compile("(-?[0-9]{1,15}),([0-9]{1,15}),([0-9]{1,15}),([0-9]{1,8})");

  /**
   * Reads the file. A line that a crash cut, or that names bytes which are not there, is left out.
   *
   * @param picturesBytes how long the file of pictures is
   * @param faults hears of every line that is left out
   */
  static Times read(Path file, long picturesBytes, Faults faults) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MediaException(MediaError.INDEX_NOT_FOUND, file + " is not there");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          file + " has " + Files.size(file) + " bytes; most is " + MOST_BYTES);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new Lines(file, in, picturesBytes, faults).read();
    }
  }

  /** The file, line by line. */
  private static final class Lines {
    private final Path file;
    private final InputStream in;
    private final long picturesBytes;
    private final Faults faults;
    private final SampleTable.Builder table = SampleTable.builder();
    private long lastUs = Long.MIN_VALUE;
    private boolean complete;
    private int line;

    Lines(Path file, InputStream in, long picturesBytes, Faults faults) {
      this.file = file;
      this.in = in;
      this.picturesBytes = picturesBytes;
      this.faults = faults;
    }

    Times read() throws IOException {
      String first = next();
      if (first == null) {
        throw new MediaException(MediaError.INDEX_PARSE_ERROR, file + " has no whole line");
      }
      Header header = Header.parse(first);
      for (String text = next(); text != null; text = next()) {
        add(text);
      }
      SampleTable samples = table.build();
      return new Times(header.info(OptionalLong.of(samples.endUs()), complete), samples);
    }

    /** The next line; null at the end, also if a crash cut the last one off. */
    private @Nullable String next() throws IOException {
      line++;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int next = in.read();
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (bytes.size() < MjpegFormat.MOST_LINE_BYTES) {
          bytes.write(next);
        }
      }
      if (next < 0 && bytes.size() > 0) {
        faults.add(Severity.WARNING, file + ", line " + line, () -> "it is cut off");
      }
      return next < 0 ? null : bytes.toString(StandardCharsets.UTF_8);
    }

    private void add(String text) {
      Matcher matcher = LINE.matcher(text);
      if (complete) {
        leaveOut(text, "it stands behind " + MjpegFormat.END);
      } else if (text.equals(MjpegFormat.END)) {
        complete = true;
      } else if (!matcher.matches()) {
        leaveOut(text, "timeUs,durationUs,offset,bytes is expected");
      } else {
        add(text, matcher);
      }
    }

    private void add(String text, Matcher numbers) {
      long timeUs = Long.parseLong(numbers.group(1));
      long durationUs = Long.parseLong(numbers.group(2));
      long offset = Long.parseLong(numbers.group(3));
      int bytes = Integer.parseInt(numbers.group(4));
      if (timeUs < lastUs) {
        leaveOut(text, "the line before it is at " + lastUs);
      } else if (offset + bytes > picturesBytes) {
        leaveOut(text, "of the pictures only " + picturesBytes + " bytes are there");
      } else {
        lastUs = timeUs;
        table.add(timeUs, timeUs, durationUs, offset, bytes, true);
      }
    }

    private void leaveOut(String text, String reason) {
      faults.add(Severity.LOSS, file + ", line " + line, () -> text + " is left out: " + reason);
    }
  }
}
