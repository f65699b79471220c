package org.kinora.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.Track;

/** People's names as file names. */
class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "Bob, Bob",
    "Zoë 山田, Zoë 山田",
    "../../etc/passwd, _.._etc_passwd",
    "a:b\\c|d, a_b_c_d",
    "' . .hidden. ', hidden",
    "con, _con",
    "COM1.txt, _COM1.txt",
    "'', ''",
    "..., ''",
  })
  void safe_anyName_isOneOfAFile(String name, String expected) {
    assertEquals(expected, FileNames.safe(name));
  }

  @Test
  void safe_longName_isCutBetweenCharacters() {
    String name = FileNames.safe("😀é".repeat(100));
    assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 180, name);
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(name), "no half character");
  }

  @Test
  void ofTracks_sameNames_differ() {
    List<Track> tracks =
        List.of(track(1, "Bob"), track(2, "bob"), track(3, ""), track(4, "bob-2"), track(5, "Bob"));
    assertEquals(
        Map.of(1, "Bob", 2, "bob-2", 3, "track-3", 4, "bob-2-2", 5, "Bob-3"),
        FileNames.ofTracks(tracks));
  }

  private static Track track(int id, String name) {
    return new Track(id, new AudioFormat("opus", 48_000, 1, 0, Blob.EMPTY), 48_000, name);
  }
}
