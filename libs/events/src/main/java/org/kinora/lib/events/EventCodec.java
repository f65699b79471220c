package org.kinora.lib.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Reads and writes the samples of {@code input} tracks (docs/formats/events.md). Safe for many
 * threads.
 */
public final class EventCodec {
  /** The version that is written. */
  public static final int VERSION = 1;

  private final JsonFactory json = new JsonFactory();

  /**
   * Reads an event. Fields without a meaning of their own go to {@link InputEvent#meta()}.
   *
   * @param schemaVersion that of the track
   * @param timeUs the sample's time, which is the event's
   * @param data the sample; position and limit stay
   * @throws MediaException FORMAT_TOO_NEW for a version that is not known; DECODE_ERROR for a
   *     sample that is no event of its version
   */
  public InputEvent read(int schemaVersion, long timeUs, ByteBuffer data) throws MediaException {
    if (schemaVersion < 0 || schemaVersion > VERSION) {
      throw new MediaException(
          MediaError.FORMAT_TOO_NEW,
          "input events of schema version %d, expected 0 to %d".formatted(schemaVersion, VERSION));
    }
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    try (JsonParser parser = json.createParser(bytes)) {
      Fields fields = fields(parser, schemaVersion);
      return schemaVersion == 0 ? Version0.event(timeUs, fields) : Version1.event(timeUs, fields);
    } catch (JsonProcessingException e) {
      throw bad(
          timeUs,
          "at byte %d: %s".formatted(e.getLocation().getByteOffset(), e.getOriginalMessage()),
          e);
    } catch (IllegalArgumentException | IOException e) {
      throw bad(timeUs, String.valueOf(e.getMessage()), e);
    }
  }

  private Fields fields(JsonParser parser, int schemaVersion) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    Fields fields = new Fields(json);
    fields.readObject(parser, schemaVersion == 0 ? "data" : "meta");
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("more stands behind the object");
    }
    return fields;
  }

  private static MediaException bad(long timeUs, String what, Throwable cause) {
    return new MediaException(
        MediaError.DECODE_ERROR, "input event at %d us: %s".formatted(timeUs, what), cause);
  }

  /** The sample of an event in version {@link #VERSION}: an object of JSON on one line. */
  public byte[] write(InputEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try {
      Version1.write(json, event, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
