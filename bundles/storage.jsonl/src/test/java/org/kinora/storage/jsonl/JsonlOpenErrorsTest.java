package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;

/** What cannot be opened, and what is said of it. */
class JsonlOpenErrorsTest {
  private static final String META = "{\"codec\":\"vp8\",\"width\":16,\"height\":16}";

  @TempDir Path temp;

  @Test
  void open_dataMissing_isADataRangeError() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.delete(recording.resolve("data.bin"));
    Recordings.assertFails(MediaError.DATA_RANGE_ERROR, () -> Recordings.open(recording));
  }

  @Test
  void open_noSampleHasData_isADataRangeError() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.truncate(recording.resolve("data.bin"), 0);
    Recordings.assertFails(MediaError.DATA_RANGE_ERROR, () -> Recordings.open(recording));
  }

  @Test
  void open_indexMissing_isIndexNotFound() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.delete(recording.resolve("index.jsonl"));
    assertEquals(new Probe.Match(0), new JsonlFormat().probe(recording));
    Recordings.assertFails(MediaError.INDEX_NOT_FOUND, () -> Recordings.open(recording));
  }

  @Test
  void open_metaMissing_isMetaNotFound() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.delete(recording.resolve("meta.json"));
    assertEquals(new Probe.Match(0), new JsonlFormat().probe(recording));
    Recordings.assertFails(MediaError.META_NOT_FOUND, () -> Recordings.open(recording));
  }

  @Test
  void open_directoryMissing_isDirNotFound() {
    Recordings.assertFails(
        MediaError.DIR_NOT_FOUND, () -> Recordings.open(temp.resolve("nothing")));
  }

  @Test
  void open_noUsableLine_isIndexParseError() throws IOException {
    Path recording = Recordings.write(temp.resolve("r"), META, "one\ntwo\n", new byte[9]);
    Recordings.assertFails(MediaError.INDEX_PARSE_ERROR, () -> Recordings.open(recording));
  }

  @Test
  void open_emptyIndex_hasNoSamples() throws IOException {
    Path recording = Recordings.write(temp.resolve("r"), META, "", new byte[0]);
    try (RecordingReader reader = Recordings.open(recording)) {
      assertEquals(0, reader.index(1).count());
      assertEquals(OptionalLong.of(0), reader.info().durationUs());
    }
  }

  @Test
  void probe_newerVersion_isWrongVersion() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editMeta(recording, meta -> meta.put("opfsFormat", 2));
    assertEquals(new Probe.WrongVersion(2, 0, 1), new JsonlFormat().probe(recording));
    Recordings.assertFails(MediaError.FORMAT_TOO_NEW, () -> Recordings.open(recording));
  }

  @Test
  void probe_otherPlaces_doesNotMatch() throws IOException {
    Path file = Files.writeString(temp.resolve("meta.json"), "{}");
    assertTrue(new JsonlFormat().probe(file) instanceof Probe.NoMatch);
    assertTrue(new JsonlFormat().probe(temp) instanceof Probe.NoMatch);
    assertTrue(new JsonlFormat().probe(temp.resolve("nothing")) instanceof Probe.NoMatch);
  }
}
