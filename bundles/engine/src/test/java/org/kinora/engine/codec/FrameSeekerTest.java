package org.kinora.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.Fakes;
import org.kinora.engine.FrameDecoders;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.MemoryFormat.Sample;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.playback.PlaybackSession;

/** One picture: with an index or without, it is the one that is shown then. */
final class FrameSeekerTest {
  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final MemoryFormat format = new MemoryFormat();
  private final Recording recording = new Recording(Fakes.VIDEO).pictures(5, 10, 20);
  private final AtomicInteger indexes = new AtomicInteger();
  private final FrameDecoders decoders = FrameDecoders.plugInto(providers);

  @BeforeEach
  void plugIn() {
    providers.addFormat(format, format.reference());
    recording.onIndex = indexes::incrementAndGet;
  }

  private PlaybackSession open() throws IOException {
    return new EnginePlayback(providers, 1_000_000).open(format.place(dir, "rec", recording));
  }

  private static List<Long> shown(PlaybackSession session, long timeUs) throws IOException {
    List<Long> times = new ArrayList<>();
    session.frame(1, timeUs, frame -> times.add(frame.timeUs()));
    return times;
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0, 1",
    "0, 0, 1",
    "99999, 0, 1",
    "100000, 100000, 2",
    "1950000, 1900000, 10",
    "2000000, 2000000, 1",
    "99000000, 4900000, 10"
  })
  void frame_firstOfASession_needsNoIndexAndNoMoreThanItsSamples(
      long timeUs, long shownUs, int decoded) throws IOException {
    try (PlaybackSession session = open()) {
      assertEquals(List.of(shownUs), shown(session, timeUs));
      assertEquals(0, indexes.get());
      assertEquals(decoded, decoders.decoded.get());
    }
  }

  @ParameterizedTest
  @CsvSource({"-5, 0", "99999, 0", "1950000, 1900000", "2000000, 2000000", "99000000, 4900000"})
  void frame_withIndex_isTheSame(long timeUs, long shownUs) throws IOException {
    try (PlaybackSession session = open()) {
      session.index(1);
      assertEquals(List.of(shownUs), shown(session, timeUs));
    }
  }

  /** Decode order 0, 300, 100, 200 ms: the picture at 200 ms is behind the one at 300 ms. */
  @Test
  void frame_reorderedPictures_asksTheIndex() throws IOException {
    recording.of(1).clear();
    long[] times = {0, 300_000, 100_000, 200_000};
    for (int i = 0; i < times.length; i++) {
      SampleInfo info = new SampleInfo(times[i], i * 100_000L - 100_000, 100_000, 1, i == 0);
      recording.of(1).add(new Sample(info, Blob.of((byte) i)));
    }
    try (PlaybackSession session = open()) {
      assertEquals(List.of(200_000L), shown(session, 250_000));
      assertEquals(1, indexes.get());
    }
  }

  @Test
  void frame_noKeyFrameBefore_isRefused() throws IOException {
    recording.of(1).set(0, Sample.of(0, 0, 20, false));
    try (PlaybackSession session = open()) {
      assertEquals(
          MediaError.DATA_RANGE_ERROR,
          assertThrows(MediaException.class, () -> shown(session, 500_000)).code());
    }
  }
}
