package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.kinora.engine.play.ShownPictures.Shown;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.scene.Timeline.Span;

/** Which picture is shown when, over timelines that cut, repeat and stretch. */
final class ShownPicturesTest {
  private static final int TRACK = 1;

  /** Pictures at these times, in this order. */
  private static TrackIndex index(long... times) {
    SampleTable.Builder table = SampleTable.builder();
    for (int i = 0; i < times.length; i++) {
      table.add(times[i], i * 10L - 1000, 0, 0, 1, i == 0);
    }
    return table.build();
  }

  private static ShownPictures shown(TrackIndex index, long endUs, Part... parts)
      throws MediaException {
    return new ShownPictures(index, TRACK, new Timeline(List.of(parts)), endUs);
  }

  private static List<Shown> all(ShownPictures pictures) throws MediaException {
    List<Shown> all = new ArrayList<>();
    Optional<Shown> next = Optional.of(pictures.at(0));
    while (next.isPresent()) {
      all.add(next.get());
      next = pictures.after(next.get());
    }
    return all;
  }

  @Test
  void after_reorderedPictures_followInPresentationOrder() throws MediaException {
    ShownPictures pictures =
        new ShownPictures(index(0, 300, 100, 200, 400), TRACK, Timeline.ALL, 500);
    assertEquals(List.of(0, 2, 3, 1, 4), all(pictures).stream().map(Shown::sample).toList());
    assertEquals(500, pictures.durationUs());
  }

  @Test
  void at_cutAcrossAPicture_showsItFromTheCutOn() throws MediaException {
    ShownPictures pictures =
        shown(index(0, 5000, 9000), 12_000, new Part(6500, 8000), new Part(1000, 2500));
    assertEquals(
        List.of(new Shown(0, 1, 6500, 0, 1500), new Shown(1, 0, 1000, 1500, 1500)), all(pictures));
    assertEquals(1, pictures.at(1499).sample());
    assertEquals(0, pictures.at(1500).sample());
    assertEquals(0, pictures.at(99_999).sample());
    assertEquals(1, pictures.at(-5).sample());
  }

  @Test
  void at_lastPictureWithoutLength_isShown() throws MediaException {
    ShownPictures pictures = new ShownPictures(index(0, 5000), TRACK, Timeline.ALL, 5000);
    assertEquals(1, pictures.at(5000).sample());
    assertEquals(2, all(pictures).size());
  }

  @Test
  void new_timelineBehindTheEnd_isRefused() {
    assertEquals(
        MediaError.ARGUMENT_INVALID,
        assertThrows(MediaException.class, () -> shown(index(0, 10), 20, new Part(5000, 9000)))
            .code());
  }

  /** Whatever the speed rounds to, the picture of a picture's time is that picture. */
  @RepeatedTest(50)
  void at_timeOfAnyPicture_isThatPicture() throws MediaException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long[] times = new long[50];
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + random.nextLong(200, 60_000);
    }
    long endUs = times[times.length - 1] + 40_000;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long startUs = random.nextLong(endUs - 2000);
      double speed = Math.exp(random.nextDouble(Math.log(0.1), Math.log(16)));
      parts.add(new Part(startUs, OptionalLong.of(startUs + random.nextLong(1000, endUs)), speed));
    }
    Timeline timeline = new Timeline(parts);
    ShownPictures pictures = new ShownPictures(index(times), TRACK, timeline, endUs);
    Shown before = null;
    for (Shown shown : all(pictures)) {
      String where = "seed " + seed + ": " + shown;
      Span span = timeline.spans(endUs).get(shown.span());
      assertTrue(shown.timeUs() >= span.startUs() && shown.timeUs() < span.endUs(), where);
      assertEquals(span.toShown(shown.timeUs()), shown.shownUs(), where);
      if (before != null) {
        assertEquals(before.endUs(), shown.shownUs(), where);
      }
      if (shown.durationUs() > 0) { // faster than a microsecond a picture there is no time for it
        assertEquals(shown, pictures.at(shown.shownUs()), where);
        assertEquals(shown, pictures.at(shown.endUs() - 1), where);
      }
      before = shown;
    }
  }
}
