package org.kinora.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.tck.support.SampleIndex;

class PictureDecoderTest {
  /** In decode order; the second key frame opens a group whose next two are shown before it. */
  private static final List<Long> TIMES_US = List.of(0L, 10L, 40L, 20L, 30L, 50L, 60L, 70L);

  private static final List<Integer> KEYS = List.of(0, 2);

  private final SampleIndex index = new SampleIndex(samples());
  private int readable = Integer.MAX_VALUE;
  private final PictureDecoder decoder =
      new PictureDecoder(
          (range, sink) -> {
            for (int i = range.first(); i < range.end(); i++) {
              if (i >= readable) {
                throw new IOException("somebody wants something else");
              }
              sink.accept(index.info(i), ByteBuffer.allocate(0));
            }
          },
          1,
          index,
          new Reordering());

  private static List<SampleInfo> samples() {
    return IntStream.range(0, TIMES_US.size())
        .mapToObj(i -> new SampleInfo(TIMES_US.get(i), 10L * i, 10, 0, KEYS.contains(i)))
        .toList();
  }

  /** Holds three pictures back, to hand them out in the order in which they are shown. */
  private static final class Reordering implements Decoder {
    private static final int HELD = 3;

    private final PriorityQueue<Long> held = new PriorityQueue<>();

    @Override
    public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
      held.add(info.timeUs());
      if (held.size() > HELD) {
        hand(sink);
      }
    }

    private void hand(FrameSink sink) throws IOException {
      Plane plane = new Plane(ByteBuffer.allocateDirect(4), 1);
      sink.accept(
          new VideoFrame(
              held.remove(), 0, 1, 1, PixelLayout.GRAY, ColorInfo.BT709, List.of(plane)));
    }

    @Override
    public void flush(FrameSink sink) throws IOException {
      while (!held.isEmpty()) {
        hand(sink);
      }
    }

    @Override
    public void reset() {
      held.clear();
    }

    @Override
    public void close() {
      held.clear();
    }
  }

  @Test
  void decodeTo_pictureShownBeforeTheKeyFrameThatWasBegun_beginsAtTheOneBefore()
      throws IOException {
    readable = 4;
    assertThrows(IOException.class, () -> decoder.decodeTo(5, frame -> {}));
    readable = Integer.MAX_VALUE;
    List<Long> shown = new ArrayList<>();
    decoder.decodeTo(3, frame -> shown.add(((VideoFrame) frame).timeUs()));
    assertEquals(List.of(0L, 10L, 20L), shown);
  }

  @Test
  void decodeTo_pictureAhead_goesOn() throws IOException {
    List<Long> shown = new ArrayList<>();
    for (int sample : List.of(1, 4, 7)) {
      decoder.decodeTo(sample, frame -> shown.add(((VideoFrame) frame).timeUs()));
    }
    assertEquals(TIMES_US.stream().sorted().toList(), shown);
  }
}
