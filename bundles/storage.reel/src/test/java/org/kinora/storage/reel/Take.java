package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;

/**
 * Samples of three tracks in the order in which a recorder hands them over: reordered pictures at
 * 25 Hz that begin at a negative decode time, sound, and now and then an event. The same seed gives
 * the same samples, however many.
 */
final class Take {
  static final Track VIDEO =
      new Track(
          1, new VideoFormat("h264", 640, 360, ColorInfo.BT709, Blob.of((byte) 1)), 90_000, "v");
  static final Track SOUND =
      new Track(2, new AudioFormat("opus", 48_000, 1, 312, Blob.EMPTY), 48_000, "a");
  static final Track EVENTS = new Track(9, new EventFormat("input", 1), 1_000_000, "e");

  static final int GOP = 25;

  private static final int PICTURE_US = 40_000;
  private static final int PACKET_US = 20_000;

  private final long seed;
  private final List<Item> items;

  /** A sample and its track. */
  record Item(Track track, Sample sample) {}

  private Take(long seed, List<Item> items) {
    this.seed = seed;
    this.items = items;
  }

  static Take of(long seed, int seconds) {
    Random random = new Random(seed);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < seconds * GOP; i++) {
      int inGop = i % GOP;
      int shown = inGop == 0 ? 0 : inGop % 3 == 1 ? inGop + 2 : inGop - 1;
      long timeUs = (i - inGop + shown) * (long) PICTURE_US;
      long decodeUs = (i - 2L) * PICTURE_US;
      int size = inGop == 0 ? 1500 : 20 + random.nextInt(300);
      items.add(item(VIDEO, timeUs, decodeUs, PICTURE_US, inGop == 0, bytes(random, size)));
    }
    for (int i = 0; i < seconds * 50; i++) {
      long timeUs = (long) i * PACKET_US;
      items.add(item(SOUND, timeUs, timeUs, PACKET_US, true, bytes(random, 1 + i % 70)));
    }
    for (int i = 0; i < seconds; i++) {
      long timeUs = i * 1_000_000L + random.nextInt(900_000);
      items.add(item(EVENTS, timeUs, timeUs, 0, true, bytes(random, i % 5)));
    }
    items.sort(Comparator.comparingLong(item -> item.sample().info().decodeTimeUs()));
    return new Take(seed, items);
  }

  private static Item item(
      Track track, long timeUs, long decodeUs, long durationUs, boolean key, Blob data) {
    return new Item(
        track, new Sample(new SampleInfo(timeUs, decodeUs, durationUs, data.size(), key), data));
  }

  private static Blob bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Blob.of(bytes);
  }

  static RecordingInfo info() {
    return new RecordingInfo(
        "take",
        Optional.of(ZonedDateTime.parse("2026-03-01T12:00:00.250+02:00[Europe/Helsinki]")),
        OptionalLong.empty(),
        false,
        List.of(VIDEO, SOUND, EVENTS),
        Map.of("room", "4", "empty", ""));
  }

  int count() {
    return items.size();
  }

  Item item(int i) {
    return items.get(i);
  }

  void append(RecordingWriter writer, int i) throws IOException {
    Item item = items.get(i);
    writer.append(item.track().id(), item.sample().info(), item.sample().data().buffer());
  }

  void appendAll(RecordingWriter writer) throws IOException {
    for (int i = 0; i < items.size(); i++) {
      append(writer, i);
    }
  }

  /** The samples of one track among the first so many of all. */
  List<Sample> of(Track track, int first) {
    return items.subList(0, first).stream()
        .filter(item -> item.track().equals(track))
        .map(Item::sample)
        .toList();
  }

  /** Reads a recording; what is there is a beginning of this take. */
  Map<Track, List<Sample>> assertIsBeginning(Path at, int least, String what) throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      Map<Track, List<Sample>> found = new HashMap<>();
      for (Track track : List.of(VIDEO, SOUND, EVENTS)) {
        List<Sample> written = of(track, items.size());
        List<Sample> read = read(reader, track);
        String where = what + ", seed " + seed + ", track " + track.id();
        assertTrue(read.size() >= of(track, least).size(), () -> where + ": only " + read.size());
        assertTrue(read.size() <= written.size(), () -> where + ": " + read.size());
        assertEquals(written.subList(0, read.size()), read, where);
        found.put(track, read);
      }
      return found;
    } catch (MediaException e) {
      throw new AssertionError(what + ", seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** Reads a recording; all of this take is there. */
  void assertIsWhole(Path at) throws IOException {
    assertIsBeginning(at, items.size(), at.toString());
  }

  static List<Sample> read(RecordingReader reader, Track track) throws IOException {
    int count = reader.index(track.id()).count();
    List<Sample> samples = new ArrayList<>();
    reader.read(
        new SampleRange(track.id(), 0, count),
        (info, data) -> samples.add(new Sample(info, Blob.of(data))));
    return samples;
  }
}
