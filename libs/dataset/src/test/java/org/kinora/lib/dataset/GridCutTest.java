package org.kinora.lib.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kinora.media.FrameRate;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetPlan.Piece;

class GridCutTest {
  private static final FrameRate TV = new FrameRate(30_000, 1_001);
  private static final FrameRate FILM = new FrameRate(25, 1);
  private static final long HOUR_US = 3_600_000_000L;

  private static List<Piece> cut(TrackIndex index, FrameRate rate, long mostUs) {
    return GridCut.pieces(index, rate, mostUs, n -> "p" + n);
  }

  /** Frame 599·n is shown at 599·n·1001/30000 s, rounded once: nothing is summed up in an hour. */
  @Test
  void pieces_hourOfABrokenRate_beginWithAWholeFrameEach() {
    List<Piece> pieces = cut(TestRecording.index(0, HOUR_US - 40_000), TV, 20_000_000);
    for (int n = 0; n < pieces.size(); n++) {
      assertEquals("p" + n, pieces.get(n).name());
      long startUs = (599L * n * 1_001 * 1_000_000 + 15_000) / 30_000;
      assertEquals(startUs, pieces.get(n).startUs(), "piece " + n);
      if (n > 0) {
        assertEquals(pieces.get(n - 1).endUs(), pieces.get(n).startUs(), "no gap");
        assertEquals(599, GridCut.frames(pieces.get(n - 1), TV));
      }
    }
    long frames = pieces.stream().mapToLong(piece -> GridCut.frames(piece, TV)).sum();
    assertEquals(HOUR_US * 30_000 / 1_001 / 1_000_000 + 1, frames, "all that begin in the hour");
  }

  @Test
  void pieces_lateFirstPicture_countFromIt() {
    List<Piece> pieces = cut(TestRecording.index(250_000, 290_000, 330_000), FILM, 80_000);
    assertEquals(
        List.of(
            new Piece("p0", 250_000, 330_000, GridCut.CUT),
            new Piece("p1", 330_000, 370_000, GridCut.CUT)),
        pieces);
  }

  /** A recorder that rounds to milliseconds does not get a frame more. */
  @Test
  void pieces_endRoundedUp_haveNoFrameMore() {
    TrackIndex index = TestRecording.index(0, 40_900);
    assertEquals(List.of(new Piece("p0", 0, 80_000, GridCut.CUT)), cut(index, FILM, 10_000_000));
    assertEquals(
        List.of(new Piece("p0", 0, 120_000, GridCut.CUT)),
        cut(TestRecording.index(0, 41_100), FILM, 10_000_000));
  }

  @Test
  void pieces_shorterThanAFrame_haveOne() {
    assertEquals(3, cut(TestRecording.index(0, 40_000, 80_000), FILM, 1).size());
    assertEquals(List.of(), cut(TestRecording.index(), FILM, 1_000_000));
  }

  @Test
  void startUs_orderOfDecoding_isTheFirstThatIsShown() {
    assertEquals(40_000, GridCut.startUs(TestRecording.index(120_000, 40_000, 80_000)));
    long[] many = LongStream.range(0, 200).map(i -> 7_000 + i * 40_000).toArray();
    assertEquals(7_000, GridCut.startUs(TestRecording.index(many)));
  }
}
