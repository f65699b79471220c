package org.kinora.storage.rf1;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.rf1.Recordings.Sample;

class Rf1ReaderTest {
  private static final int NALS = 129;
  private static final int PICTURES = 120;

  @TempDir Path temp;

  @Test
  void open_closedFiles_givesAllPictures() throws IOException {
    Recordings.clean(temp);
    try (RecordingReader reader = Recordings.open(temp)) {
      assertEquals(List.of(Recordings.VIDEO), reader.info().tracks());
      assertEquals(
          Optional.of(ZonedDateTime.parse("2021-02-03T04:05:06.000007Z")),
          reader.info().startedAt());
      assertTrue(reader.info().complete());
      assertEquals(OptionalLong.of(reader.index(1).endUs()), reader.info().durationUs());
      TrackIndex index = reader.index(1);
      assertEquals(PICTURES, index.count());
      assertEquals(
          List.of(0, 30, 60, 90),
          IntStream.range(0, PICTURES).filter(index::isKeyframe).boxed().toList());
      assertEquals(99_854, index.timeUs(1));
      assertEquals(5_115, index.size(0));
      assertEquals(NALS, nals(Recordings.samples(reader, 1)).size());
    }
    assertEquals(List.of(), Recordings.faults(temp));
  }

  @Test
  void open_unclosedFiles_givesTheSamePictures() throws IOException {
    Path clean = Recordings.clean(Files.createDirectory(temp.resolve("clean")));
    Path dirty = Recordings.dirty(Files.createDirectory(temp.resolve("dirty")));
    assertEquals(Recordings.samples(clean), Recordings.samples(dirty));
    try (RecordingReader reader = Recordings.open(dirty)) {
      assertFalse(reader.info().complete());
    }
    assertTrue(Recordings.report(dirty).startsWith("NOTE dirty_video.rf1i, offset 24"));
  }

  /** Closed after 64 NAL units, opened again, 65 more, then lost: the header still says 64. */
  @Test
  void open_reopenedThenCrashed_givesAllPictures() throws IOException {
    Recordings.dirty(temp);
    List<Sample> all = Recordings.samples(temp);
    Recordings.edit(temp.resolve("dirty_video.rf1i"), bytes -> Header.putCount(bytes, 64));
    assertEquals(all, Recordings.samples(temp));
    assertTrue(
        Recordings.report(temp).contains("the header counts 64 NAL units, the file has 129"));
  }

  /** The first entry of a NAL unit without flags is all zero. */
  @Test
  void open_nalsWithoutAnnexBFlag_givesByteStreams() throws IOException {
    Recordings.clean(temp);
    List<Blob> whole = Recordings.bytes(temp);
    List<Blob> nals = nals(Recordings.samples(temp)).subList(0, 33);
    for (boolean escaped : new boolean[] {true, false}) {
      for (boolean startCode : new boolean[] {true, false}) {
        Path at = Files.createDirectory(temp.resolve("raw-" + escaped + "-" + startCode));
        writeRaw(at, nals, escaped, startCode);
        assertTrue(whole.subList(0, 30).equals(Recordings.bytes(at)), at::toString);
      }
    }
  }

  private static void writeRaw(Path at, List<Blob> nals, boolean escaped, boolean startCode)
      throws IOException {
    ByteBuffer packets = ByteBuffer.allocate(1 << 20);
    long[] entries = new long[nals.size() + 1];
    for (int i = 0; i < nals.size(); i++) {
      // SPS, PPS, SEI and IDR of the first picture, one NAL unit a picture until the next key frame
      int picture = i < 4 ? 0 : i - 3;
      int key = i == 3 ? Entry.KEYFRAME : 0;
      entries[i] = Entry.of(picture * 400, packets.position(), key);
      if (startCode) {
        packets.put(new byte[] {0, 0, 1});
      }
      packets.put(escaped ? nals.get(i).toByteArray() : unescaped(nals.get(i)));
    }
    entries[nals.size()] = Entry.sentinel(packets.position());
    Recordings.writeIndex(at.resolve("x_video.rf1i"), Recordings.header(1, 0), entries);
    byte[] bytes = new byte[packets.flip().remaining()];
    packets.get(bytes);
    Files.write(at.resolve("x_video.rf1p"), bytes);
  }

  private static byte[] unescaped(Blob nal) {
    byte[] in = nal.toByteArray();
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      boolean prevention = in[i] == 3 && i >= 2 && in[i - 1] == 0 && in[i - 2] == 0;
      if (!prevention) {
        out.put(in[i]);
      }
    }
    return Blob.of(out.flip()).toByteArray();
  }

  private static List<Blob> nals(List<Sample> samples) {
    List<Blob> nals = new ArrayList<>();
    samples.forEach(
        sample -> AnnexB.forEachNal(sample.bytes().buffer(), nal -> nals.add(Blob.of(nal))));
    return nals;
  }

  @Test
  void toAnnexB_everyShape_isEscapedOnce() {
    assertAnnexB("67 01 00 00 03 01 02", "67 01 00 00 03 01 02"); // is escaped
    assertAnnexB("67 00 00 01 02", "67 00 00 03 01 02");
    assertAnnexB("67 00 00 00 00 00", "67 00 00 03 00 00 03 00");
    assertAnnexB("67 00 00 03 44", "67 00 00 03 03 44"); // hides nothing: is data
    assertAnnexB("67 00 00 03", "67 00 00 03");
    assertAnnexB("00 00 01 67 11", "67 11");
    assertAnnexB("00 00 00 01 67 11", "67 11");
    assertAnnexB("00 00 02 67", "00 00 03 02 67");
    assertAnnexB("", "");
  }

  private static void assertAnnexB(String stored, String expected) {
    assertEquals(
        Blob.of(bytes("00 00 01 " + expected)),
        Blob.of(StoredNal.toAnnexB(ByteBuffer.wrap(bytes(stored)))));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void open_underscoresAndPatternsInNames_findsTheRecording() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("a_b [*] c_d"));
    copyClean(directory, "x_{1}", "HD");
    copyClean(directory, "x_{1}", "LD");
    copyClean(directory, "other", "HD");
    for (String name : List.of("x_{1}", "x_{1}_HD.rf1i", "x_{1}_LD.rf1i")) {
      try (RecordingReader reader = Recordings.open(directory.resolve(name))) {
        assertEquals("x_{1}", reader.info().id());
        assertEquals(
            List.of(Recordings.track(1, "HD"), Recordings.track(2, "LD")), reader.info().tracks());
        assertEquals(PICTURES, reader.index(2).count());
      }
    }
    try (RecordingReader reader = Recordings.open(directory.resolve("x"))) {
      assertEquals("{1}_HD", reader.info().tracks().get(0).name());
    }
    assertFails(MediaError.INDEX_PARSE_ERROR, directory); // two recordings
    assertTrue(((Probe.NoMatch) new Rf1Format().probe(directory)).reason().contains("other"));
    assertFails(MediaError.DIR_NOT_FOUND, directory.resolve("y"));
    assertFails(MediaError.INDEX_NOT_FOUND, directory.resolve("x_{1}_HD.rf1p"));
  }

  @Test
  void open_directoryNamedAsAnIndex_isLeftOut() throws IOException {
    Recordings.clean(temp);
    Files.createDirectory(temp.resolve("clean_a.rf1i"));
    assertTrue(new Rf1Format().probe(temp) instanceof Probe.Match);
    assertEquals(PICTURES, Recordings.samples(temp).size());
    Files.createFile(temp.resolve("clean_a.rf1p"));
    String report = Recordings.report(temp);
    assertTrue(report.startsWith("LOSS clean_a.rf1i: it is left out"), report);
  }

  @Test
  void open_packetsOfOneTrackMissing_readsTheRest() throws IOException {
    Recordings.clean(temp);
    copyClean(temp, "clean", "lost");
    Files.delete(temp.resolve("clean_lost.rf1p"));
    assertEquals(PICTURES, Recordings.samples(temp).size());
    String report = Recordings.report(temp);
    assertTrue(report.contains("LOSS clean_lost.rf1i"), report);
    assertTrue(report.contains("clean_lost.rf1p is missing"), report);
    Files.delete(temp.resolve("clean_video.rf1p"));
    assertFails(MediaError.DATA_RANGE_ERROR, temp);
  }

  private static void copyClean(Path directory, String base, String track) throws IOException {
    Path clean = Recordings.clean(Files.createTempDirectory(directory, "clean"));
    SegmentFiles files = new SegmentFiles(directory, base, track);
    Files.move(clean.resolve("clean_video.rf1i"), files.index());
    Files.move(clean.resolve("clean_video.rf1p"), files.packets());
    Files.delete(clean);
  }

  @Test
  void open_otherCodecsBeside_readsTheRest() throws IOException {
    copyClean(temp, "x", "video");
    copyClean(temp, "x", "future");
    copyClean(temp, "x", "sound");
    Recordings.edit(temp.resolve("x_future.rf1i"), bytes -> bytes.put(4, bytes("61 76 30 31")));
    Recordings.edit(temp.resolve("x_sound.rf1i"), bytes -> bytes.put(3, (byte) 'a'));
    assertEquals(PICTURES, Recordings.samples(temp).size());
    String report = Recordings.report(temp);
    assertTrue(report.contains("LOSS x_future.rf1i"), report);
    assertTrue(report.contains("codec av01"), report);
    assertTrue(report.contains("LOSS x_sound.rf1i"), report);
  }

  @Test
  void open_segments_areOneTimelineWithItsGaps() throws IOException {
    for (int i = 0; i < 4; i++) {
      copyClean(temp, "161232510600" + i, "video");
    }
    setTimeBase(1, 20_000_000); // 8 s after the first ends
    setTimeBase(2, 31_000_000); // 1 s too early
    Files.write(temp.resolve("1612325106003_video.rf1i"), new byte[7]);
    try (RecordingReader reader = Recordings.open(temp)) {
      TrackIndex index = reader.index(1);
      assertEquals(3 * PICTURES, index.count());
      assertEquals(20_000_000, index.timeUs(PICTURES));
      assertEquals(20_000_000 - index.timeUs(PICTURES - 1), index.durationUs(PICTURES - 1));
      assertEquals(20_000_000 + index.timeUs(3), index.timeUs(PICTURES + 3));
      assertEquals(31_899_903, index.timeUs(2 * PICTURES - 1));
      assertEquals(31_899_903, index.timeUs(2 * PICTURES + 8));
      assertEquals(31_000_000 + index.timeUs(10), index.timeUs(2 * PICTURES + 10));
      List<Blob> samples = Recordings.samples(reader, 1).stream().map(Sample::bytes).toList();
      assertEquals(samples.subList(0, PICTURES), samples.subList(PICTURES, 2 * PICTURES));
    }
    String report = Recordings.report(temp);
    assertTrue(report.contains("WARNING 1612325106002_video.rf1i, offset 16"), report);
    assertTrue(report.contains("LOSS 1612325106003_video.rf1i"), report);
  }

  private void setTimeBase(int segment, long afterUs) throws IOException {
    Recordings.edit(
        temp.resolve("161232510600" + segment + "_video.rf1i"),
        bytes -> bytes.putLong(16, Recordings.BASE_US + afterUs));
  }

  @Test
  void open_otherVersion_isNamed() throws IOException {
    Recordings.clean(temp);
    Recordings.edit(temp.resolve("clean_video.rf1i"), bytes -> bytes.put(2, (byte) '2'));
    assertEquals(new Probe.WrongVersion(2, 1, 1), new Rf1Format().probe(temp));
    assertFails(MediaError.FORMAT_TOO_NEW, temp);
  }

  @Test
  void open_noPackets_isRangeError() throws IOException {
    Recordings.clean(temp);
    Files.delete(temp.resolve("clean_video.rf1p"));
    assertFails(MediaError.DATA_RANGE_ERROR, temp);
  }

  @Test
  void open_noSizeInTheHeader_takesThatOfTheStream() throws IOException {
    Recordings.clean(temp);
    Recordings.edit(temp.resolve("clean_video.rf1i"), bytes -> bytes.putInt(26, 0));
    try (RecordingReader reader = Recordings.open(temp)) {
      Track found = reader.info().tracks().get(0);
      assertEquals(Recordings.VIDEO, new Track(1, Recordings.VIDEO.format(), 4096, found.name()));
      assertTrue(found.format().toString().contains("320"), found.format()::toString);
    }
  }

  @Test
  void verify_flagsThatLie_namesEachPlace() throws IOException {
    Recordings.clean(temp);
    int at = Header.SIZE_BYTES;
    Recordings.edit(
        temp.resolve("clean_video.rf1i"),
        bytes -> {
          bytes.putInt(8, 9);
          bytes.putShort(26, (short) 640);
          bytes.put(at, (byte) Entry.ANNEX_B); // a parameter set without its flag
          bytes.put(at + 5 * 8 + 1, (byte) (bytes.get(at + 5 * 8 + 1) | 4)); // bit 10
        });
    Recordings.edit(temp.resolve("clean_video.rf1p"), bytes -> bytes.put(5_117, (byte) 9));
    String report = Recordings.report(temp);
    for (String expected :
        List.of(
            "WARNING clean_video.rf1i, offset 8:",
            "WARNING clean_video.rf1i, offset 26: picture of 640x240",
            "entry 0, offset 32; clean_video.rf1p, offset 0: a NAL unit of type 7",
            "entry 4, offset 64; clean_video.rf1p, offset 5115: the NAL unit has no start code",
            "entry 5, offset 72; clean_video.rf1p, offset 7183: flags 0x404")) {
      assertTrue(report.contains(expected), expected + " in\n" + report);
    }
  }

  private static void assertFails(MediaError code, Path at) {
    assertEquals(
        code,
        assertThrows(MediaException.class, () -> Recordings.open(at).close()).code(),
        at.toString());
  }
}
