package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Blob;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.jsonl.Recordings.Sample;

/** Groups of pictures found in an index that was not read, beside those that the index tells. */
class GopTest {
  private static final String META = "{\"codec\":\"vp8\",\"width\":16,\"height\":16}";
  private static final int SAMPLES = 8_000;
  private static final int SAMPLE_BYTES = 5;

  @TempDir Path temp;

  @Test
  void readGop_sortedIndex_isFoundWithoutReadingIt() throws IOException {
    Path recording = write(lines(60));
    assertFound(recording, true, 0L, 70_000_000L, Long.MAX_VALUE);
    assertSameAsIndex(recording);
  }

  @Test
  void readGop_longGroups_areFound() throws IOException {
    Path recording = write(lines(1_900));
    assertFound(recording, true, 0L, 70_000_000L, Long.MAX_VALUE);
    assertSameAsIndex(recording);
  }

  @Test
  void readGop_groupLongerThanWhatIsReadAround_isFoundByTheIndex() throws IOException {
    List<String> lines = lines(60);
    lines.replaceAll(line -> line.replace("}", ",\"more\":\"" + "x".repeat(200) + "\"}"));
    lines.subList(61, SAMPLES).replaceAll(line -> line.replace("key", "delta"));
    Path recording = write(lines);
    assertFound(recording, true, 0L);
    assertFound(recording, false, Long.MAX_VALUE);
    assertSameAsIndex(recording);
  }

  @Test
  void readGop_badLinesEverywhere_skipsThem() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> lines = lines(60);
    for (int i = 1; i < SAMPLES; i += 1 + random.nextInt(20)) {
      String end = i % 3 == 0 ? "\0\0" : "";
      lines.set(i, lines.get(i).substring(0, random.nextInt(30)) + end);
    }
    Path recording = write(lines);
    assertFound(recording, true, 0L, 70_000_000L, Long.MAX_VALUE);
    assertSameAsIndex(recording);
  }

  @Test
  void readGop_timestampsFall_isFoundByTheIndex() throws IOException {
    List<String> lines = lines(60);
    for (int i = 1; i + 1 < SAMPLES; i += 50) {
      Collections.swap(lines, i, i + 1);
    }
    Path recording = write(lines);
    assertFound(recording, false, 0L, 70_000_000L, Long.MAX_VALUE);
    assertSameAsIndex(recording);
  }

  @Test
  void readGop_decodeTimes_areKept() throws IOException {
    List<String> lines = lines(60);
    lines.replaceAll(line -> line.replace(",\"type\"", ",\"decodeTimestamp\":-7,\"type\""));
    Path recording = write(lines);
    assertFound(recording, false, 0L, 70_000_000L, Long.MAX_VALUE);
    assertSameAsIndex(recording);
  }

  @Test
  void readGop_lastLineTorn_isAsByTheIndex() throws IOException {
    Path recording = write(lines(60));
    Path index = recording.resolve("index.jsonl");
    for (long cut = 1; cut < 200; cut += 7) {
      Recordings.truncate(index, Files.size(index) - cut);
      assertSameAsIndex(recording, List.of(Long.MAX_VALUE, 1_000_000L));
    }
  }

  @Test
  void readGop_dataShorterThanIndex_isAsByTheIndex() throws IOException {
    Path recording = write(lines(60));
    for (int samples : List.of(SAMPLES - 1, SAMPLES - 90, SAMPLES / 2, 61, 1)) {
      Recordings.truncate(recording.resolve("data.bin"), (long) samples * SAMPLE_BYTES);
      assertSameAsIndex(recording, List.of(Long.MAX_VALUE, 1_000_000L));
    }
  }

  @Test
  void readGop_firstSampleIsNoKeyFrame_isARangeErrorThere() throws IOException {
    List<String> lines = lines(60);
    Path recording = write(lines.subList(1, SAMPLES));
    try (RecordingReader reader = Recordings.open(recording)) {
      Recordings.assertFails(
          MediaError.DATA_RANGE_ERROR, () -> reader.readGop(1, 0, (info, data) -> {}));
    }
    assertSameAsIndex(recording, List.of(Long.MAX_VALUE, 9_000_000L));
  }

  @Test
  void info_longIndex_isAsWhenItWasRead() throws IOException {
    Path recording = write(lines(60));
    try (RecordingReader reader = Recordings.open(recording)) {
      OptionalLong duration = reader.info().durationUs();
      assertEquals(OptionalLong.of(reader.index(1).endUs()), duration);
      assertEquals("13948200417", reader.info().tags().get("timeOriginUs"));
    }
  }

  /** Lines at uneven times; sample i has the bytes of its number. */
  private static List<String> lines(int gop) {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    long timestamp = 13_948_200_417L;
    for (int i = 0; i < SAMPLES; i++) {
      lines.add(
          "{\"offset\":%d,\"size\":%d,\"timestamp\":%d,\"type\":\"%s\"}"
              .formatted(
                  (long) i * SAMPLE_BYTES,
                  SAMPLE_BYTES,
                  timestamp,
                  i % gop == 0 ? "key" : "delta"));
      timestamp += random.nextInt(200) == 0 ? 3_000_000 : random.nextInt(40_000);
    }
    return lines;
  }

  private Path write(List<String> lines) throws IOException {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < SAMPLES; i++) {
      data.append("%05d".formatted(i));
    }
    return Recordings.write(
        temp.resolve("r"),
        META,
        String.join("\n", lines) + "\n",
        data.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static void assertFound(Path recording, boolean expected, long... times)
      throws IOException {
    try (StreamIndex index =
        StreamIndex.open(
            recording,
            StreamFiles.VIDEO,
            Files.size(recording.resolve("data.bin")),
            new Clock(OptionalLong.empty(), 0),
            Faults.UNHEARD)) {
      for (long timeUs : times) {
        assertEquals(expected, index.findGop(timeUs).isPresent(), timeUs + " us");
      }
    }
  }

  private static void assertSameAsIndex(Path recording) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>(List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE));
    try (RecordingReader reader = Recordings.open(recording)) {
      int count = reader.index(1).count();
      for (int i = 0; i < 60; i++) {
        times.add(reader.index(1).timeUs(random.nextInt(count)) + random.nextInt(3) - 1);
      }
    }
    assertSameAsIndex(recording, times);
  }

  private static void assertSameAsIndex(Path recording, List<Long> times) throws IOException {
    try (RecordingReader whole = Recordings.open(recording);
        RecordingReader reader = Recordings.open(recording)) {
      for (long timeUs : times) {
        List<Sample> expected = new ArrayList<>();
        whole.read(
            Gops.at(whole.index(1), 1, timeUs),
            (info, data) -> expected.add(new Sample(info, Blob.of(data))));
        List<Sample> found = new ArrayList<>();
        reader.readGop(1, timeUs, (info, data) -> found.add(new Sample(info, Blob.of(data))));
        assertEquals(expected, found, "at " + timeUs + " us");
      }
    }
  }
}
