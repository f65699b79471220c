package org.kinora.storage.rf1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.RecordingInfo;

/**
 * What a recording says of itself and the format has no place for, in a file of Java properties
 * beside the segments. Everything can be read without it.
 */
final class Description {
  static final String FILE = "kinora.properties";

  private static final String ID = "id";
  private static final String ZONE = "zone";
  private static final String STATE = "state";
  private static final String RECORDING = "recording";
  private static final String TRACK = "track.";
  private static final Pattern TRACK_KEY = Pattern.compile("track\\.[1-9][0-9]{0,8}");
  private static final String TAG = "tag.";
  private static final int MOST_BYTES = 1 << 16;

  private final Properties properties;

  private Description(Properties properties) {
    this.properties = properties;
  }

  static Description none() {
    return new Description(new Properties());
  }

  /**
   * Reads it; one that is missing or broken says nothing.
   *
   * @throws org.kinora.media.MediaException IO_ERROR
   */
  static Description read(Path directory, FaultSink faults) throws IOException {
    Properties properties = new Properties();
    Path file = directory.resolve(FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
      StoredSegment.fill(channel, bytes, 0);
      properties.load(new StringReader(new String(bytes.array(), 0, bytes.position(), UTF_8)));
      return new Description(properties);
    } catch (NoSuchFileException e) {
      return none();
    } catch (IOException e) {
      throw StoredSegment.failed(file, e);
    } catch (IllegalArgumentException e) {
      faults.accept(new Fault(Severity.WARNING, FILE, "it is ignored: " + e.getMessage()));
      return none();
    }
  }

  /**
   * Writes it so that it lasts.
   *
   * @param names the names that tracks have on the disk, by id
   * @param finished whether no segment is still to come
   */
  static void write(
      NewDirectory directory, RecordingInfo info, Map<Integer, String> names, boolean finished)
      throws IOException {
    Properties properties = new Properties();
    if (!finished) {
      properties.setProperty(STATE, RECORDING);
    }
    properties.setProperty(ID, info.id());
    info.startedAt().ifPresent(at -> properties.setProperty(ZONE, at.getZone().getId()));
    names.forEach((id, name) -> properties.setProperty(TRACK + id, name));
    info.tags().forEach((name, value) -> properties.setProperty(TAG + name, value));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    String withoutDate =
        text.toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    directory.replace(FILE, withoutDate.getBytes(UTF_8));
  }

  /** Whether more segments were to come when it was written. */
  boolean isRecording() {
    return RECORDING.equals(properties.getProperty(STATE));
  }

  Optional<String> id() {
    return Optional.ofNullable(properties.getProperty(ID)).filter(id -> !id.isBlank());
  }

  ZoneId zone() {
    try {
      String zone = properties.getProperty(ZONE);
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  /** The wall clock at a time, in the recording's zone. */
  ZonedDateTime at(long epochUs) {
    return Clock.ofUs(epochUs).atZone(zone());
  }

  /** The ids of tracks by their names, as far as they are numbers above 0. */
  Map<String, Integer> trackIds() {
    Map<String, Integer> ids = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (TRACK_KEY.matcher(key).matches()) {
        ids.put(properties.getProperty(key), Integer.valueOf(key.substring(TRACK.length())));
      }
    }
    return ids;
  }

  Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(TAG)) {
        tags.put(key.substring(TAG.length()), properties.getProperty(key));
      }
    }
    return tags;
  }
}
