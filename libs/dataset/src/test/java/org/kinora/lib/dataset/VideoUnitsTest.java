package org.kinora.lib.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kinora.lib.dataset.TestRecording.Text;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.FrameRate;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;

class VideoUnitsTest {
  private static final VideoFormat VIDEO =
      new VideoFormat("vp9", 200, 100, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  private static final AudioFormat SOUND = new AudioFormat("opus", 48_000, 2, 0, Blob.EMPTY);
  private static final EventFormat EVENTS = new EventFormat("input", 1);
  private static final Text BLUR = new Text(50_000, "{\"type\":\"blur\"}");

  private final VideoUnits units = new VideoUnits(new FrameRate(25, 1), 80_000, 10, 1_000);

  private Unit unit(TestRecording recording) throws IOException {
    return units.unit(4, recording, "there", n -> "rec-" + n);
  }

  @Test
  void unit_video_isCutIntoPieces() throws IOException {
    Unit unit = unit(new TestRecording().with(VIDEO, 0, 40_000, 80_000).with(EVENTS, BLUR));
    assertEquals(
        List.of(
            new Piece("rec-0", 0, 80_000, GridCut.CUT),
            new Piece("rec-1", 80_000, 120_000, GridCut.CUT)),
        unit.pieces());
    assertEquals(4, unit.number());
    assertEquals("rec", unit.recording());
    assertEquals("there", unit.place());
    assertEquals(List.of(), unit.notes());
    assertEquals(3 * (200 * 100 / 100 + 10) + 2 * 1_000, unit.estimatedBytes());
  }

  @Test
  void unit_whatIsLeftOut_isTold() throws IOException {
    Unit unit = unit(new TestRecording().with(SOUND, 0).with(VIDEO, 0).with(VIDEO, 0));
    assertEquals(3, unit.notes().size());
    assertTrue(unit.notes().get(0).contains("no input events"));
    assertTrue(unit.notes().get(1).contains("sound"));
    assertTrue(unit.notes().get(2).contains("1 more track"));
  }

  @Test
  void unit_picturesFasterThanAskedFor_saysThatSomeAreLeftOut() throws IOException {
    long[] sixty =
        LongStream.range(0, 60).map(n -> 7_000_000 + Math.round(n * 1000 / 60.0) * 1000).toArray();
    assertEquals(
        List.of("Its pictures come at 60 a second: at 25 some are left out."),
        unit(new TestRecording().with(VIDEO, sixty).with(EVENTS, BLUR)).notes());
  }

  @Test
  void unit_noPictures_isLeftOut() throws IOException {
    for (TestRecording recording :
        List.of(new TestRecording().with(SOUND, 0), new TestRecording().with(VIDEO, new long[0]))) {
      Unit unit = unit(recording);
      assertEquals(List.of(), unit.pieces());
      assertEquals(List.of("It has no pictures."), unit.notes());
    }
  }
}
