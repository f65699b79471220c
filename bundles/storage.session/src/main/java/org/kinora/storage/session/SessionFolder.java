package org.kinora.storage.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder that holds a session, by the names of its files.
 *
 * @param version of the format: the first number that metadata.json states, 1 where it states none
 */
record SessionFolder(Path path, int version) {
  static final String SCREEN = "frames.mp4";
  static final String WEBCAM = "webcam.mp4";
  static final String SOUND = "audio.wav";
  static final String TABLE = "events.parquet";
  static final String TABLE_AS_TEXT = "events.csv";
  static final String METADATA = "metadata.json";

  static final int VERSION = 1;

  private static final List<String> RECORDED = List.of(SCREEN, WEBCAM, SOUND, TABLE, TABLE_AS_TEXT);
  private static final Pattern NAME = Pattern.compile("session_\\d{8}_\\d{6}");
  private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})\\..*");

  /** A session states these in the first lines of its metadata. */
  private static final String ID = "session_id";

  private static final String RATE = "capture_fps";
  private static final String FORMAT_VERSION = "format_version";
  private static final int HEAD_BYTES = 1 << 14;

  /**
   * Looks whether a folder is a session's: something was recorded in it, and its metadata or its
   * name is a session's. A recorder that crashes leaves no metadata.
   */
  static Optional<SessionFolder> find(Path at) throws IOException {
    boolean isThere =
        at.getFileSystem().equals(FileSystems.getDefault())
            && RECORDED.stream().anyMatch(name -> Files.isRegularFile(at.resolve(name)));
    if (!isThere) {
      return Optional.empty();
    }
    Map<String, String> head = head(at.resolve(METADATA));
    if (!head.keySet().containsAll(List.of(ID, RATE)) && !isNamedAsOne(at)) {
      return Optional.empty();
    }
    var major = MAJOR.matcher(head.getOrDefault(FORMAT_VERSION, ""));
    return Optional.of(
        new SessionFolder(at, major.matches() ? Integer.parseInt(major.group(1)) : VERSION));
  }

  private static boolean isNamedAsOne(Path at) {
    return NAME.matcher(String.valueOf(at.getFileName())).matches();
  }

  /** The plain members that metadata.json begins with, as far as they can be read. */
  private static Map<String, String> head(Path file) throws IOException {
    Map<String, String> members = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return members;
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    try (JsonParser parser = new JsonFactory().createParser(head)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          if (parser.nextToken().isScalarValue()) {
            members.put(name, parser.getText());
          }
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      // What stands before the damage, or before the end of what was read, is enough.
    }
    return members;
  }

  /** The file of a name, if it is there. */
  Optional<Path> file(String name) {
    return Optional.of(path.resolve(name)).filter(Files::isRegularFile);
  }

  /** The folder's name. */
  String name() {
    return String.valueOf(path.getFileName());
  }
}
