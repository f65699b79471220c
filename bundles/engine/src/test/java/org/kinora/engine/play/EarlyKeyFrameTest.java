package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.media.ColorInfo;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFrame;

final class EarlyKeyFrameTest {
  private static final long KEY_US = 100;

  private final List<String> events = new ArrayList<>();
  private final EarlyKeyFrame early =
      new EarlyKeyFrame(
          KEY_US, this::decodeAlone, frame -> events.add("picture " + frame.timeUs()));

  private void decodeAlone(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
    events.add("alone " + info.timeUs());
    sink.accept(picture(info.timeUs()));
  }

  private static Frame picture(long timeUs) {
    Plane plane = new Plane(ByteBuffer.allocateDirect(4), 1);
    return new VideoFrame(timeUs, 0, 1, 1, PixelLayout.GRAY, ColorInfo.BT709, List.of(plane));
  }

  private void take(long timeUs) throws IOException {
    early.taken(new SampleInfo(timeUs, timeUs, 10, 0, false), ByteBuffer.allocate(0));
  }

  @Test
  void taken_theKeyFrame_itsPictureComesAtOnceAndOnce() throws IOException {
    take(KEY_US);
    assertEquals(List.of("alone 100", "picture 100"), events);
    events.clear();
    take(130);
    take(110);
    early.accept(picture(KEY_US));
    early.accept(picture(110));
    early.accept(picture(130));
    assertEquals(List.of("picture 110", "picture 130"), events);
  }

  @Test
  void accept_theKeyFrameWasNotTaken_itsPicturePasses() throws IOException {
    take(110);
    early.accept(picture(KEY_US));
    assertEquals(List.of("picture 100"), events);
  }
}
