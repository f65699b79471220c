package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ErrorCode;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.jsonl.Recordings.Sample;

class JsonlWriterTest {
  private static final Track SCREEN =
      new Track(
          4,
          new VideoFormat(
              "h264",
              1918,
              1078,
              ColorInfo.BT709,
              Blob.of((byte) 1, (byte) 0x64, (byte) 0, (byte) 40)),
          90_000,
          "screen \"1\"");
  private static final Track CAMERA =
      new Track(
          7, new VideoFormat("vp9", 320, 240, ColorInfo.UNSPECIFIED, Blob.EMPTY), 1_000_000, "");
  private static final Track SOUND =
      new Track(9, new AudioFormat("opus", 48_000, 2, 312, Blob.of((byte) 79)), 48_000, "mic");

  @TempDir Path temp;

  @Test
  void finish_allTracks_readsBackTheSame() throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            "rec_x",
            Optional.of(ZonedDateTime.parse("2026-03-29T01:59:59.123+01:00[Europe/Berlin]")),
            OptionalLong.empty(),
            true,
            List.of(SCREEN, CAMERA, SOUND),
            Map.of("device", "a\nb", "fps", "30", "mouseTimeOriginUs", "5"));
    Path at = temp.resolve("rec_x");
    Random random = new Random(5);
    List<Sample> screen = new ArrayList<>();
    List<Sample> camera = new ArrayList<>();
    List<Sample> sound = new ArrayList<>();
    try (RecordingWriter writer = new JsonlFormat().create(at, info)) {
      long[] reordered = {66_733, 166_833, 100_100, 133_467, 266_933, 200_200, 233_567};
      for (int i = 0; i < reordered.length; i++) {
        SampleInfo sample =
            new SampleInfo(
                reordered[i], i * 33_367L - 1000, 33_367, i == 0 ? 3_000_000 : 9 + i, i == 0);
        append(writer, 4, sample, random, screen);
        append(writer, 7, SampleInfo.inOrder(i * 40_000L, 40_000, 50, i % 3 == 0), random, camera);
        append(writer, 9, SampleInfo.inOrder(i * 20_000L - 6_500, 20_000, 3, true), random, sound);
      }
      writer.finish();
    }
    assertEquals(new Probe.Match(1), new JsonlFormat().probe(at));
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(info.id(), reader.info().id());
      assertEquals(info.startedAt(), reader.info().startedAt());
      assertEquals(info.tracks(), reader.info().tracks());
      assertEquals(OptionalLong.of(300_300), reader.info().durationUs());
      assertEquals(
          Map.of("device", "a\nb", "fps", "30", "codecString", "avc1.640028"),
          reader.info().tags());
      assertTrue(reader.info().complete());
      assertEquals(screen, Recordings.samples(reader, 4));
      assertEquals(camera, Recordings.samples(reader, 7));
      assertEquals(sound, Recordings.samples(reader, 9));
    }
  }

  /** What {@code format_loses} of {@link JsonlFormat} says. */
  @Test
  void finish_whatHasNoPlace_isLost() throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            "rec_y",
            Optional.empty(),
            OptionalLong.empty(),
            true,
            List.of(SOUND, SCREEN),
            Map.of());
    Path at = temp.resolve("rec_y");
    try (RecordingWriter writer = new JsonlFormat().create(at, info)) {
      writer.append(4, SampleInfo.inOrder(0, 0, 1, true), bytes(1));
      writer.append(4, SampleInfo.inOrder(40_000, 30_000, 1, false), bytes(2));
      writer.append(4, SampleInfo.inOrder(90_000, 10_000, 1, false), bytes(3));
      writer.finish();
    }
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(List.of(SCREEN, SOUND), reader.info().tracks());
      assertEquals(
          List.of(40_000L, 30_000L, 10_000L),
          Recordings.samples(reader, 4).stream().map(s -> s.info().durationUs()).toList());
    }
  }

  private static void append(
      RecordingWriter writer, int track, SampleInfo info, Random random, List<Sample> into)
      throws IOException {
    byte[] bytes = new byte[info.size()];
    random.nextBytes(bytes);
    writer.append(track, info, ByteBuffer.wrap(bytes));
    into.add(new Sample(info, Blob.of(bytes)));
  }

  @Test
  void finish_copyOfARecording_hasNoFaultsAndTheSameData() throws IOException {
    for (String id : List.of(Recordings.WHOLE, Recordings.VP9, Recordings.CRASHED)) {
      Path at = temp.resolve(id);
      List<Sample> samples = new ArrayList<>();
      try (RecordingReader reader = Recordings.open(Recordings.example(id));
          RecordingWriter writer = new JsonlFormat().create(at, reader.info())) {
        for (Sample sample : Recordings.samples(reader, 1)) {
          writer.append(1, sample.info(), sample.bytes().buffer());
          samples.add(sample);
        }
        writer.finish();
      }
      assertEquals(List.of(), Recordings.faults(at));
      assertEquals(samples, Recordings.samples(at));
      byte[] written = Files.readAllBytes(at.resolve("data.bin"));
      byte[] source = Files.readAllBytes(Recordings.example(id).resolve("data.bin"));
      assertArrayEquals(Arrays.copyOf(source, written.length), written);
    }
  }

  @Test
  void flush_processDies_leavesAllThatWasFlushed() throws IOException {
    Path at = temp.resolve("r");
    try (RecordingWriter writer = new JsonlFormat().create(at, Recordings.info("r", CAMERA))) {
      writer.append(7, SampleInfo.inOrder(0, 40_000, 3, true), bytes(1, 2, 3));
      writer.append(7, SampleInfo.inOrder(40_000, 40_000, 2, false), bytes(4, 5));
      writer.flush();
      writer.append(7, SampleInfo.inOrder(80_000, 40_000, 1, false), bytes(6));
    }
    try (RecordingReader reader = Recordings.open(at)) {
      assertFalse(reader.info().complete());
      assertEquals(List.of(CAMERA), reader.info().tracks());
      assertEquals(
          List.of(Blob.of((byte) 1, (byte) 2, (byte) 3), Blob.of((byte) 4, (byte) 5)),
          Recordings.samples(reader, 7).stream().map(Sample::bytes).toList());
    }
  }

  @Test
  void finish_soundAlone_hasOneTrack() throws IOException {
    Path at = temp.resolve("r");
    try (RecordingWriter writer = new JsonlFormat().create(at, Recordings.info("r", SOUND))) {
      writer.append(9, SampleInfo.inOrder(0, 20_000, 3, true), bytes(0xFC, 1, 2));
      writer.append(9, SampleInfo.inOrder(20_000, 20_000, 1, false), bytes(0xFC));
      writer.finish();
    }
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(List.of(SOUND), reader.info().tracks());
      assertFalse(reader.index(9).isKeyframe(1));
    }
    assertEquals(List.of(), Recordings.faults(at));
  }

  @Test
  void finish_noSamples_keepsTheTrack() throws IOException {
    Path at = temp.resolve("r");
    try (RecordingWriter writer = new JsonlFormat().create(at, Recordings.info("r", SCREEN))) {
      writer.finish();
    }
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(List.of(SCREEN), reader.info().tracks());
      assertEquals(0, reader.index(4).count());
    }
    assertEquals(List.of(), Recordings.faults(at));
  }

  @Test
  void create_tracksThatDoNotFit_saysWhatFits() {
    Track events = new Track(1, new EventFormat("input", 1), 1_000_000, "");
    Track third =
        new Track(
            8, new VideoFormat("vp9", 16, 16, ColorInfo.UNSPECIFIED, Blob.EMPTY), 1_000_000, "");
    Path at = temp.resolve("r");
    for (RecordingInfo info :
        List.of(
            Recordings.info("r", events),
            Recordings.info("r", SCREEN, CAMERA, third),
            Recordings.info("r", SOUND, SOUND),
            Recordings.info("r"))) {
      assertFails(MediaError.TRACK_NOT_SUPPORTED, () -> new JsonlFormat().create(at, info));
      assertFalse(Files.exists(at));
    }
  }

  @Test
  void create_directoryIsThere_isTargetExists() {
    assertFails(
        MediaError.TARGET_EXISTS,
        () -> new JsonlFormat().create(temp, Recordings.info("r", SCREEN)));
  }

  @Test
  void append_whatCannotBeHeld_isRefusedAndChangesNothing() throws IOException {
    Path at = temp.resolve("r");
    try (RecordingWriter writer = new JsonlFormat().create(at, Recordings.info("r", CAMERA))) {
      writer.append(7, SampleInfo.inOrder(50_000, 0, 1, true), bytes(1));
      assertFails(
          MediaError.MUX_ERROR,
          () -> writer.append(7, SampleInfo.inOrder(49_999, 0, 1, true), bytes(1)));
      assertFails(
          MediaError.MUX_ERROR,
          () -> writer.append(7, SampleInfo.inOrder(60_000, 0, 2, true), bytes(1)));
      assertFails(
          MediaError.MUX_ERROR,
          () -> writer.append(7, SampleInfo.inOrder(1L << 53, 0, 1, true), bytes(1)));
      assertFails(
          MediaError.TRACK_NOT_FOUND,
          () -> writer.append(1, SampleInfo.inOrder(60_000, 0, 1, true), bytes(1)));
      writer.append(7, SampleInfo.inOrder(60_000, 0, 1, false), bytes(2));
      writer.finish();
      assertFails(
          MediaError.CLOSED,
          () -> writer.append(7, SampleInfo.inOrder(70_000, 0, 1, true), bytes(1)));
    }
    assertEquals(2, Recordings.samples(at).size());
  }

  @Test
  void append_diskFails_isFinalAndKeepsWhatWasFlushed() throws IOException {
    Path at = temp.resolve("r");
    try (RecordingWriter writer = new JsonlFormat().create(at, Recordings.info("r", CAMERA))) {
      writer.append(7, SampleInfo.inOrder(0, 0, 1, true), bytes(1));
      writer.flush();
      Thread.currentThread().interrupt(); // the next write closes the file and fails
      writer.append(7, SampleInfo.inOrder(1, 0, 1, false), bytes(2));
      assertFails(MediaError.IO_ERROR, writer::flush);
      assertTrue(Thread.interrupted());
      assertFails(MediaError.IO_ERROR, writer::finish);
    }
    assertEquals(1, Recordings.samples(at).size());
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static void assertFails(ErrorCode code, Executable call) {
    assertEquals(code, assertThrows(MediaException.class, call).code());
  }
}
