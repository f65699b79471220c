package org.kinora.engine.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.recording.TrackCut;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportRequest.Range.Cut;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;

/** What parts of recordings consist of. Times in milliseconds. */
final class CopyCutTest {
  private static final Track VIDEO = Fakes.VIDEO;
  private static final Track OPUS =
      new Track(2, new AudioFormat("opus", 48_000, 1, 312, Blob.EMPTY), 48_000, "");
  private static final Track PCM =
      new Track(3, new AudioFormat("pcm_s16le", 48_000, 1, 0, Blob.EMPTY), 48_000, "");

  @TempDir Path dir;
  private final MemoryFormat format = new MemoryFormat();
  private final MemoryFormat.Recording recording = new MemoryFormat.Recording(VIDEO, OPUS, PCM);

  private int cuts;

  private void sample(Track track, double timeMs, double decodeMs, double durationMs, boolean key) {
    SampleInfo info = new SampleInfo(us(timeMs), us(decodeMs), us(durationMs), 2, key);
    recording.of(track.id()).add(new MemoryFormat.Sample(info, Blob.of(new byte[2])));
  }

  private static long us(double ms) {
    return Math.round(ms * 1000);
  }

  /** Groups of six pictures of 100 ms, decoded as I P B B P B. */
  private void pictures(int groups) {
    int[] shown = {0, 3, 1, 2, 5, 4};
    for (int i = 0; i < groups * 6; i++) {
      int picture = i / 6 * 6 + shown[i % 6];
      sample(VIDEO, picture * 100, i * 100 - 100, 100, i % 6 == 0);
    }
  }

  /** Packets of 20 ms; the first begins before 0 by the pre-skip. */
  private void packets(Track track, int count) {
    double preSkipMs = ((AudioFormat) track.format()).preSkip() / 48.0;
    for (int i = 0; i < count; i++) {
      sample(track, i * 20 - preSkipMs, i * 20 - preSkipMs, 20, true);
    }
  }

  private CopyCut cut(List<Track> tracks, long fromMs, long toMs, Cut cut, boolean editLists)
      throws IOException {
    Range range = new Range(time(fromMs), time(toMs), cut);
    try (RecordingReader reader = format.open(format.place(dir, "rec" + cuts++, recording))) {
      return CopyCut.of(reader, tracks, range, editLists);
    }
  }

  private static OptionalLong time(long ms) {
    return ms < 0 ? OptionalLong.empty() : OptionalLong.of(ms * 1000);
  }

  /** The samples of a track as {@code time+duration}, as they would be written. */
  private List<String> written(CopyCut cut, int track) {
    TrackCut taken = cut.tracks().get(track);
    List<MemoryFormat.Sample> samples = recording.of(taken.track().id());
    List<String> written = new ArrayList<>();
    for (int i = taken.samples().first(); i < taken.samples().end(); i++) {
      SampleInfo info = samples.get(i).info();
      if (taken.takes(info)) {
        SampleInfo placed = taken.place(info);
        written.add("%d+%d".formatted(placed.timeUs() / 1000, placed.durationUs() / 1000));
        assertTrue(placed.decodeTimeUs() <= placed.timeUs(), placed.toString());
      }
    }
    return written;
  }

  @Test
  void all_isAsItWas() throws IOException {
    pictures(2);
    packets(OPUS, 10);
    CopyCut cut = cut(List.of(VIDEO, OPUS), -1, -1, Cut.EXACT, false);
    assertEquals(12, written(cut, 0).size());
    assertEquals("-6+20", written(cut, 1).get(0));
    assertEquals("300+100", written(cut, 0).get(1));
    assertEquals(1_200_000, cut.durationUs());
    assertEquals(OptionalLong.empty(), cut.endUs());
  }

  @Test
  void keyFrame_inAGroup_beginsWithTheGroup() throws IOException {
    pictures(2);
    packets(OPUS, 60);
    CopyCut cut = cut(List.of(VIDEO, OPUS), 850, -1, Cut.KEY_FRAME, false);
    assertEquals(600_000, cut.fromUs());
    assertEquals(
        List.of("0+100", "300+100", "100+100", "200+100", "500+100", "400+100"), written(cut, 0));
    // The packet at -6.5 ms is there for the pre-skip: what is heard begins at 0.
    assertEquals("-6+20", written(cut, 1).get(0));
    assertEquals(600_000, cut.durationUs());
  }

  @Test
  void exact_inAGroup_hidesWhatIsBeforeAndBeginsWithThePicture() throws IOException {
    pictures(2);
    CopyCut cut = cut(List.of(VIDEO), 850, -1, Cut.EXACT, true);
    assertEquals(850_000, cut.fromUs());
    assertEquals(
        List.of("-250+100", "50+100", "-150+100", "0+50", "250+100", "150+100"), written(cut, 0));
  }

  @Test
  void exact_sound_hasThePreRollOfItsCodec() throws IOException {
    packets(OPUS, 100);
    packets(PCM, 100);
    CopyCut cut = cut(List.of(OPUS, PCM), 1010, 1510, Cut.EXACT, true);
    assertEquals("-96+20", written(cut, 0).get(0));
    assertEquals("-10+20", written(cut, 1).get(0));
    List<String> pcm = written(cut, 1);
    assertEquals("490+10", pcm.get(pcm.size() - 1));
    assertEquals(500_000, cut.durationUs());
  }

  @Test
  void keyFrame_soundAlone_beginsWithAPacket() throws IOException {
    packets(PCM, 100);
    CopyCut cut = cut(List.of(PCM), 1010, -1, Cut.KEY_FRAME, false);
    assertEquals(1_000_000, cut.fromUs());
    assertEquals("0+20", written(cut, 0).get(0));
  }

  @Test
  void keyFrame_soundAloneInAGap_beginsThere() throws IOException {
    packets(PCM, 10);
    sample(PCM, 5000, 5000, 20, true);
    CopyCut cut = cut(List.of(PCM), 4000, -1, Cut.KEY_FRAME, false);
    assertEquals(4_000_000, cut.fromUs());
    assertEquals(List.of("1000+20"), written(cut, 0));
  }

  @Test
  void to_betweenPictures_takesWhatTheShownOnesNeed() throws IOException {
    pictures(2);
    CopyCut plain = cut(List.of(VIDEO), -1, 1000, Cut.KEY_FRAME, true);
    assertEquals(10, written(plain, 0).size());
    assertEquals(OptionalLong.empty(), plain.endUs());
    CopyCut reordered = cut(List.of(VIDEO), 600, 1050, Cut.KEY_FRAME, true);
    assertEquals(
        List.of("0+100", "300+100", "100+100", "200+100", "500+100", "400+50"),
        written(reordered, 0));
    assertEquals(OptionalLong.of(450_000), reordered.endUs());
    CopyCut noEditLists = cut(List.of(VIDEO), 600, 1050, Cut.KEY_FRAME, false);
    assertEquals(OptionalLong.empty(), noEditLists.endUs());
  }

  @Test
  void openGroup_picturesOfTheGroupBefore_areLeftOut() throws IOException {
    sample(VIDEO, 0, -100, 100, true);
    sample(VIDEO, 300, 0, 100, true);
    sample(VIDEO, 100, 100, 100, false); // refers to both key frames
    sample(VIDEO, 200, 200, 100, false);
    sample(VIDEO, 400, 300, 100, false);
    CopyCut cut = cut(List.of(VIDEO), 350, -1, Cut.KEY_FRAME, false);
    assertEquals(List.of("0+100", "100+100"), written(cut, 0));
  }

  @Test
  void exact_inALongPicture_showsItFromTheBeginning() throws IOException {
    sample(VIDEO, 0, 0, 100, true);
    sample(VIDEO, 100, 100, 9900, false);
    sample(VIDEO, 10_000, 10_000, 100, false);
    CopyCut cut = cut(List.of(VIDEO), 5000, 6000, Cut.EXACT, true);
    assertEquals(List.of("-5000+100", "0+1000"), written(cut, 0));
    assertEquals(1_000_000, cut.durationUs());
  }

  @Test
  void exact_inAGap_showsNothingUntilTheNextPicture() throws IOException {
    sample(VIDEO, 0, 0, 100, true);
    sample(VIDEO, 5000, 5000, 100, true);
    CopyCut cut = cut(List.of(VIDEO), 3000, -1, Cut.EXACT, true);
    assertEquals(List.of("-3000+100", "2000+100"), written(cut, 0));
  }

  @Test
  void exact_coarseTimescale_beginsAtTheTick() throws IOException {
    Track coarse = new Track(1, VIDEO.format(), 10, "");
    pictures(2);
    CopyCut cut = cut(List.of(coarse), 850, -1, Cut.EXACT, true);
    assertEquals(800_000, cut.fromUs());
    assertEquals("0+100", written(cut, 0).get(3));
  }

  @Test
  void picturesThatBeginLater_doNotMoveTheBeginning() throws IOException {
    sample(VIDEO, 5000, 5000, 100, true);
    packets(PCM, 300);
    CopyCut cut = cut(List.of(VIDEO, PCM), 2000, -1, Cut.KEY_FRAME, false);
    assertEquals(2_000_000, cut.fromUs());
    assertEquals(List.of("3000+100"), written(cut, 0));
  }

  @Test
  void secondVideoWithoutEditLists_beginsAtItsNextKeyFrame() throws IOException {
    pictures(3);
    Track second = new Track(2, VIDEO.format(), 1000, "");
    for (int i = 0; i < 18; i++) {
      sample(second, i * 100, i * 100, 100, i % 10 == 0);
    }
    assertEquals(
        "400+100", written(cut(twoVideos(second), 700, -1, Cut.KEY_FRAME, false), 1).get(0));
    assertEquals(
        "-600+100", written(cut(twoVideos(second), 700, -1, Cut.KEY_FRAME, true), 1).get(0));
  }

  private static List<Track> twoVideos(Track second) {
    return List.of(VIDEO, second);
  }

  @Test
  void range_outside_saysWhereTheTracksLie() {
    pictures(2);
    for (long[] range : new long[][] {{1200, -1}, {5000, 6000}}) {
      MediaException e =
          assertThrows(
              MediaException.class,
              () -> cut(List.of(VIDEO), range[0], range[1], Cut.KEY_FRAME, false));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code());
      assertTrue(e.getMessage().contains("from 0 us to 1200000 us"), e.getMessage());
    }
  }

  @Test
  void picture_withoutKeyFrame_isAnError() {
    sample(VIDEO, 0, 0, 100, false);
    MediaException e =
        assertThrows(MediaException.class, () -> cut(List.of(VIDEO), 50, -1, Cut.KEY_FRAME, false));
    assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
  }

  @Test
  void describe_movesTheWallClock() throws IOException {
    pictures(2);
    ZonedDateTime start = ZonedDateTime.parse("2026-03-29T01:59:59.5+01:00[Europe/Berlin]");
    RecordingInfo info =
        new RecordingInfo(
            "rec", Optional.of(start), OptionalLong.empty(), true, List.of(VIDEO, OPUS), Map.of());
    RecordingInfo part = cut(List.of(VIDEO), 600, -1, Cut.KEY_FRAME, false).describe(info);
    assertEquals("2026-03-29T03:00:00.100+02:00", startOf(part));
    assertEquals(List.of(VIDEO), part.tracks());
    assertEquals(OptionalLong.of(600_000), part.durationUs());
  }

  private static String startOf(RecordingInfo info) {
    return info.startedAt().orElseThrow().toOffsetDateTime().toString();
  }
}
