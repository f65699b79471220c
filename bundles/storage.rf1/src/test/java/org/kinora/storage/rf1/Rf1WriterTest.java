package org.kinora.storage.rf1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.rf1.Recordings.Sample;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.RealClips;
import org.kinora.tck.support.Ffmpeg;

class Rf1WriterTest {
  private static final String BASE = "1612325106000_video";

  @TempDir Path temp;

  private Path write(String name, Track track, List<Sample> samples) throws IOException {
    Path at = temp.resolve(name);
    try (RecordingWriter writer = new Rf1Format().create(at, Recordings.info(name, track))) {
      Recordings.append(writer, track.id(), samples);
      writer.finish();
    }
    return at;
  }

  @Test
  void finish_picturesOfTheRecorder_givesTheRecordersBytes() throws IOException {
    Path clean = Recordings.clean(Files.createDirectory(temp.resolve("clean")));
    Path copy = write("copy", Recordings.VIDEO, Recordings.samples(clean));
    assertSameBytes(clean.resolve("clean_video"), copy.resolve(BASE));
    assertEquals(List.of(), Recordings.faults(copy));
  }

  @Test
  void flush_picturesOfTheRecorder_givesTheUnclosedFilesBytes() throws IOException {
    Path dirty = Recordings.dirty(Files.createDirectory(temp.resolve("dirty")));
    Path copy = temp.resolve("copy");
    try (RecordingWriter writer =
        new Rf1Format().create(copy, Recordings.info("copy", Recordings.VIDEO))) {
      Recordings.append(writer, 1, Recordings.samples(dirty));
      writer.flush();
      assertSameBytes(dirty.resolve("dirty_video"), copy.resolve(BASE));
      assertEquals(120, decodedPictures(copy.resolve(BASE + ".rf1p")));
    }
  }

  private static void assertSameBytes(Path expectedStem, Path stem) throws IOException {
    for (String suffix : List.of(".rf1i", ".rf1p")) {
      assertArrayEquals(
          Files.readAllBytes(Path.of(expectedStem + suffix)),
          Files.readAllBytes(Path.of(stem + suffix)),
          suffix);
    }
  }

  private static long decodedPictures(Path packets) {
    return decodedPictures(packets, "h264");
  }

  private static long decodedPictures(Path packets, String codec) {
    byte[] hashes =
        Ffmpeg.run("-xerror", "-f", codec, "-i", packets.toString(), "-f", "framemd5", "-");
    return new String(hashes, US_ASCII).lines().filter(line -> !line.startsWith("#")).count();
  }

  @Test
  void finish_realVideo_packetsFileIsPlayable() throws IOException {
    Clip clip = new RealClips(temp).h264AnnexB();
    List<Sample> samples =
        clip.samples().stream().map(one -> new Sample(one.info(), one.data())).toList();
    Path at = write("real", clip.track(), samples);
    Path packets;
    try (Stream<Path> files = Files.list(at)) {
      packets = files.filter(file -> file.toString().endsWith(".rf1p")).findFirst().orElseThrow();
    }
    assertEquals(samples.size(), decodedPictures(packets));
    assertEquals(List.of(), Recordings.faults(at));
  }

  @Test
  void finish_realH265_packetsFileIsPlayable() throws IOException {
    Path stream = temp.resolve("a.hevc");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x96:r=10:d=3,format=yuv420p",
        "-c:v",
        "libx265",
        "-x265-params",
        "bframes=0:keyint=10:min-keyint=10:repeat-headers=1:log-level=error",
        stream.toString());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(stream));
    List<Sample> samples = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(stream), 0)) {
      Blob data = Blob.of(bytes.slice(packet.path("pos").asInt(), packet.path("size").asInt()));
      boolean key = packet.path("flags").asText().startsWith("K");
      long timeUs = samples.size() * 100_000L;
      samples.add(new Sample(SampleInfo.inOrder(timeUs, 0, data.size(), key), data));
    }
    Track track =
        new Track(
            1, new VideoFormat("h265", 160, 96, ColorInfo.UNSPECIFIED, Blob.EMPTY), 4096, "video");
    Path at = write("h265", track, samples);
    assertEquals(30, decodedPictures(at.resolve(BASE + ".rf1p"), "hevc"));
    assertEquals(List.of(), Recordings.faults(at));
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(List.of(track), reader.info().tracks());
      assertEquals(20, reader.index(1).keyframeBefore(29));
    }
  }

  /** The recorder's own test: 200 NAL units at 10 pictures a second, every 30th a key frame. */
  @Test
  void finish_randomNals_readsBackTheSame() throws IOException {
    for (int largest : new int[] {150, 10_000}) {
      Random random = new Random(largest);
      List<Sample> samples = new ArrayList<>();
      for (int nals = 0; nals < 200; ) {
        boolean key = samples.size() % 30 == 0;
        List<Integer> headers = key ? List.of(0x67, 0x68, 0x65) : List.of(0x41);
        nals += headers.size();
        Blob bytes = randomNals(random, headers, largest);
        long timeUs = samples.size() * 100_000L;
        samples.add(new Sample(SampleInfo.inOrder(timeUs, 0, bytes.size(), key), bytes));
      }
      Path at = write("random-" + largest, Recordings.VIDEO, samples);
      assertEquals(samples.stream().map(Sample::bytes).toList(), Recordings.bytes(at));
      try (RecordingReader reader = Recordings.open(at)) {
        TrackIndex index = reader.index(1);
        for (int i = 0; i < samples.size(); i++) {
          assertEquals(i, index.floor(i * 100_000L));
          assertEquals(i / 30 * 30, index.keyframeBefore(i));
        }
      }
    }
  }

  private static Blob randomNals(Random random, List<Integer> headers, int largest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int header : headers) {
      out.writeBytes(new byte[] {0, 0, 1, (byte) header});
      int size = 50 + random.nextInt(largest - 49);
      for (int i = 1; i < size; i++) {
        out.write(4 + random.nextInt(252));
      }
    }
    return Blob.of(out.toByteArray());
  }

  @Test
  void append_lengthPrefixedVideo_storesByteStreamWithParameterSets() throws IOException {
    Clip annexB = new RealClips(temp).h264AnnexB();
    Blob sets = annexB.samples().get(0).data();
    Track track = withConfig(sets);
    List<Sample> samples = new ArrayList<>();
    for (var sample : annexB.samples()) {
      Blob data = lengthPrefixedSlices(sample.data());
      SampleInfo info = sample.info();
      samples.add(
          new Sample(SampleInfo.inOrder(info.timeUs(), 0, data.size(), info.keyframe()), data));
    }
    Path at = write("prefixed", track, samples);
    List<Sample> read = Recordings.samples(at);
    assertEquals(samples.size(), read.size());
    for (Sample sample : read) {
      byte header = sample.bytes().buffer().get(3);
      assertEquals(sample.info().keyframe() ? 0x67 : 0x41, header);
    }
    assertEquals(
        samples.size(),
        decodedPictures(at.resolve(Long.toString(Recordings.BASE_US / 1000) + "_video.rf1p")));
  }

  private static Track withConfig(Blob keyframe) throws IOException {
    Blob avcC = ParameterSets.fromAnnexB(NalCodec.AVC, keyframe.buffer()).config();
    return new Track(
        1, new VideoFormat("h264", 160, 96, ColorInfo.UNSPECIFIED, avcC), 90_000, "video");
  }

  private static Blob lengthPrefixedSlices(Blob annexB) throws IOException {
    return Blob.of(
        AnnexB.toLengthPrefixed(
            annexB.buffer(),
            header -> !NalCodec.AVC.isParameterSet(header),
            ByteBuffer.allocate(0)));
  }

  @Test
  void append_longTime_rollsBeforeKeyFrames() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      samples.add(withSets(Recordings.picture(i * 7_000_001L, i % 10 == 0, 60), i == 0));
    }
    Path at = write("long", Recordings.VIDEO, samples);
    List<Long> bases = assertSegmentsBeginWithKeyFrames(at);
    assertEquals(List.of(0L, 910_000_130L, 1_820_000_260L, 2_730_000_390L), bases);
    assertTimes(samples, at);
  }

  @Test
  void append_manyNals_rollsBeforeKeyFrames() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      samples.add(withSets(Recordings.picture(i * 1_000L, i % 50 == 0, 20), i == 0));
    }
    Path at = write("many", Recordings.VIDEO, samples);
    assertEquals(List.of(0L, 65_450_000L), assertSegmentsBeginWithKeyFrames(at));
    assertTimes(samples, at);
  }

  @Test
  void append_manyBytes_rollsBeforeKeyFrames() throws IOException {
    int sizeBytes = 8 << 20;
    List<Sample> samples = new ArrayList<>();
    Sample key = withSets(Recordings.picture(0, true, sizeBytes), true);
    Sample delta = Recordings.picture(0, false, sizeBytes);
    for (int i = 0; i < 130; i++) {
      Sample one = i % 5 == 0 ? key : delta;
      samples.add(
          new Sample(
              SampleInfo.inOrder(i * 40_000L, 0, one.bytes().size(), i % 5 == 0), one.bytes()));
    }
    Path at = write("large", Recordings.VIDEO, samples);
    assertEquals(List.of(0L, 4_800_000L), assertSegmentsBeginWithKeyFrames(at));
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(130, reader.index(1).count());
      List<Boolean> same = new ArrayList<>();
      reader.read( // over the end of the first segment, each larger than what is read at once
          new SampleRange(1, 118, 4),
          (info, data) -> same.add(Blob.of(data).equals((info.keyframe() ? key : delta).bytes())));
      assertEquals(List.of(true, true, true, true), same);
    }
  }

  /** No key frame ever again: the segment ends where it is full. */
  @Test
  void append_oneEndlessGroup_losesNoPicture() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      samples.add(withSets(Recordings.picture(i * 5_000_000L, i == 0, 60), i == 0));
    }
    Path at = write("endless", Recordings.VIDEO, samples);
    assertTimes(samples, at);
    assertTrue(Recordings.report(at).contains("the segment begins without a key frame"));
  }

  private static Sample withSets(Sample sample, boolean put) {
    byte[] sets = put ? new byte[] {0, 0, 1, 0x67, 66, 0, 0, 1, 0x68, 77} : new byte[0];
    ByteBuffer both = ByteBuffer.allocate(sets.length + sample.bytes().size());
    Blob bytes = Blob.of(both.put(sets).put(sample.bytes().buffer()).flip());
    SampleInfo info = sample.info();
    return new Sample(SampleInfo.inOrder(info.timeUs(), 0, bytes.size(), info.keyframe()), bytes);
  }

  private static void assertTimes(List<Sample> written, Path at) throws IOException {
    try (RecordingReader reader = Recordings.open(at)) {
      TrackIndex index = reader.index(1);
      assertEquals(written.size(), index.count());
      for (int i = 0; i < written.size(); i++) {
        long lateUs = written.get(i).info().timeUs() - index.timeUs(i);
        assertTrue(lateUs >= 0 && lateUs < 245, "sample " + i + " is off by " + lateUs);
        assertEquals(written.get(i).info().keyframe(), index.isKeyframe(i));
      }
    }
  }

  /** Returns the time bases of the segments, from the first. */
  private static List<Long> assertSegmentsBeginWithKeyFrames(Path at) throws IOException {
    List<Long> bases = new ArrayList<>();
    try (Stream<Path> files = Files.list(at)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".rf1i")).sorted().toList()) {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bases.add(bytes.getLong(16) - Recordings.BASE_US);
        assertEquals(Entry.PARAMETER_SET | Entry.ANNEX_B, Entry.flags(bytes.getLong(32)));
        assertEquals(Entry.PARAMETER_SET | Entry.ANNEX_B, Entry.flags(bytes.getLong(40)));
        assertEquals(Entry.KEYFRAME | Entry.ANNEX_B, Entry.flags(bytes.getLong(48)));
        assertEquals(0, Entry.ticks(bytes.getLong(48)));
      }
    }
    return bases;
  }

  @Test
  void append_picturesInOneTick_stayApartAndInOrder() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.add(Recordings.picture(i * 10L, i == 0, 40 + i));
    }
    Path at = write("burst", Recordings.VIDEO, samples);
    assertEquals(samples.stream().map(Sample::bytes).toList(), Recordings.bytes(at));
  }

  @Test
  void append_whatCannotBeHeld_isRefusedAndChangesNothing() throws IOException {
    Path at = temp.resolve("r");
    Sample first = Recordings.picture(100_000, true, 50);
    Sample second = Recordings.picture(200_000, false, 60);
    SampleInfo reordered = new SampleInfo(300_000, 200_000, 0, 60, false);
    try (RecordingWriter writer =
        new Rf1Format().create(at, Recordings.info("r", Recordings.VIDEO))) {
      Recordings.append(writer, 1, List.of(first));
      refuses(writer, reordered, second.bytes());
      refuses(writer, SampleInfo.inOrder(99_999, 0, 60, false), second.bytes());
      refuses(writer, SampleInfo.inOrder(200_000, 0, 61, false), second.bytes());
      refuses(
          writer, SampleInfo.inOrder(200_000, 0, 3, false), Blob.of((byte) 1, (byte) 2, (byte) 3));
      Recordings.append(writer, 1, List.of(second));
      writer.finish();
    }
    assertEquals(List.of(first.bytes(), second.bytes()), Recordings.bytes(at));
  }

  private static void refuses(RecordingWriter writer, SampleInfo info, Blob bytes) {
    MediaException refused =
        assertThrows(MediaException.class, () -> writer.append(1, info, bytes.buffer()));
    assertEquals(MediaError.MUX_ERROR, refused.code());
  }

  @Test
  void append_diskFails_isFinalAndKeepsWhatWasFlushed() throws IOException {
    Path at = temp.resolve("r");
    try (RecordingWriter writer =
        new Rf1Format().create(at, Recordings.info("r", Recordings.VIDEO))) {
      Recordings.append(writer, 1, List.of(Recordings.picture(0, true, 50)));
      writer.flush();
      Recordings.append(writer, 1, List.of(Recordings.picture(100_000, false, 50)));
      Thread.currentThread().interrupt(); // the next write closes the file and fails
      assertEquals(MediaError.IO_ERROR, assertThrows(MediaException.class, writer::flush).code());
      assertTrue(Thread.interrupted());
      assertEquals(MediaError.IO_ERROR, assertThrows(MediaException.class, writer::finish).code());
    }
    assertEquals(1, Recordings.samples(at).size());
  }
}
