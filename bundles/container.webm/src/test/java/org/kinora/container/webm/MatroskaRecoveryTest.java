package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.SalvageReport.TrackReport;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** Cut files are made whole; FFmpeg judges what comes out. */
class MatroskaRecoveryTest extends WrittenFiles {
  private static final MuxerSettings LIVE =
      new MuxerSettings(Source.RECORDING, OptionalLong.empty(), true, Map.of());

  private static SalvageReport examine(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return new MatroskaRecovery().examine(in).report();
    }
  }

  private Path recover(Path file) throws IOException {
    Path whole = directory.resolve("whole-" + file.getFileName());
    try (FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(
                whole,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      List<Long> told = new ArrayList<>();
      new MatroskaRecovery().examine(in).writeTo(out, told::add);
      assertEquals(out.size(), told.get(told.size() - 1), "progress ends with the file's size");
    }
    return whole;
  }

  private static Path cut(Path file, long sizeBytes) throws IOException {
    Path cut = file.resolveSibling("cut-" + file.getFileName());
    return Files.write(cut, Arrays.copyOf(Files.readAllBytes(file), (int) sizeBytes));
  }

  /** Stream, time, key frame and MD5 of each packet. */
  private static List<String> packets(Path file) {
    List<String> packets = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.probe(file).path("packets")) {
      packets.add(
          "%s %s %s %s"
              .formatted(
                  packet.path("stream_index").asText(),
                  packet.path("pts").asText(),
                  packet.path("flags").asText().charAt(0),
                  packet.path("data_hash").asText()));
    }
    return packets;
  }

  private static void assertNear(long expectedUs, long foundUs, long toleranceUs) {
    assertTrue(Math.abs(foundUs - expectedUs) <= toleranceUs, foundUs + ", not " + expectedUs);
  }

  @Test
  void examine_finishedFile_isWholeAndCopied() throws IOException {
    Source pictures = vp8();
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), pictures, opus("6"));
    SalvageReport report = examine(file);
    assertTrue(report.whole());
    assertEquals("webm", report.container());
    assertEquals(Files.size(file), report.keptBytes());
    assertEquals(0, report.lostBytes());
    assertNear(durationUs(file), report.durationUs(), 1_000);
    assertEquals(new TrackReport(1, "vp8", pictures.count()), report.tracks().get(0));
    assertEquals("opus", report.tracks().get(1).codec());
    assertEquals(-1, Files.mismatch(file, recover(file)));
  }

  /** Every byte of the last two clusters and a bit. */
  @Test
  void examine_cutAtEachByte_keepsEveryWholeBlock() throws IOException {
    Path file = Muxing.write(directory.resolve("a.webm"), LIVE, false, vp8(), opus("6"));
    List<long[]> blocks = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.probe(file).path("packets")) {
      blocks.add(new long[] {packet.path("pos").asLong(), packet.path("size").asLong()});
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int cut = bytes.length; cut > bytes.length - 4_096; cut--) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(cut);
      }
      int end = cut;
      // a block begins with its header, which a position points to
      long whole = blocks.stream().filter(block -> block[0] + block[1] + 16 <= end).count();
      SalvageReport report = examine(file);
      long found = report.tracks().stream().mapToLong(TrackReport::samples).sum();
      assertTrue(found >= whole && found <= whole + 1, "cut at " + cut + ": " + report);
      assertEquals(cut, report.keptBytes() + report.lostBytes());
      assertFalse(report.whole());
    }
  }

  @Test
  void writeTo_cutFile_isReadWithAllItsPackets() throws IOException {
    Path live = Muxing.write(directory.resolve("a.webm"), LIVE, false, vp8(), opus("6"));
    Path finished = Muxing.write(directory.resolve("b.webm"), Map.of(), vp8(), opus("6"));
    for (Path file : List.of(live, finished)) {
      List<String> all = packets(file);
      for (int percent : new int[] {20, 55, 83, 99}) {
        Path cut = cut(file, Files.size(file) * percent / 100);
        SalvageReport report = examine(cut);
        Path whole = recover(cut);
        List<String> kept = packets(whole);
        assertEquals(report.tracks().stream().mapToLong(TrackReport::samples).sum(), kept.size());
        assertEquals(all.subList(0, kept.size()), kept);
        assertNear(report.durationUs(), durationUs(whole), 1);
        assertTrue(examine(whole).whole());
        assertEquals(report.durationUs(), examine(whole).durationUs());
      }
    }
  }

  /** What a browser's recorder makes: nothing says how long it is. */
  @Test
  void writeTo_streamOfUnknownSize_canBeSought() throws IOException {
    vp8();
    byte[] stream =
        Ffmpeg.run(
            "-i",
            directory.resolve("made.ivf").toString(),
            "-c",
            "copy",
            "-f",
            "webm",
            "-live",
            "1",
            "pipe:1");
    Path file = Files.write(directory.resolve("stream.webm"), stream);
    assertTrue(Ffmpeg.probe(file).path("format").path("duration").isMissingNode());
    assertFalse(examine(file).whole());
    Path whole = recover(file);
    assertEquals(packets(file), packets(whole));
    assertNear(6_000_000, durationUs(whole), 1_000);
    List<String> elements = Elements.of(whole);
    assertTrue(elements.stream().anyMatch(line -> line.contains("CueClusterPosition")));
    assertTrue(elements.stream().noneMatch(line -> line.contains("unknown size")));
  }

  /** FFmpeg's own Matroska has checksums, tags in front, and reordered pictures. */
  @ParameterizedTest
  @CsvSource({"40", "77", "98"})
  void writeTo_cutFileOfFfmpeg_isReadWithAllItsPackets(int percent) throws IOException {
    Path file = directory.resolve("foreign.mkv");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=30:d=6",
        "-f",
        "lavfi",
        "-i",
        "sine=r=48000:d=6",
        "-c:v",
        "libx264",
        "-bf",
        "3",
        "-c:a",
        "flac",
        "-metadata",
        "title=Foreign",
        "-cluster_time_limit",
        "1000",
        file.toString());
    Path cut = cut(file, Files.size(file) * percent / 100);
    Path whole = recover(cut);
    List<String> kept = packets(whole);
    assertEquals(packets(file).subList(0, kept.size()), kept);
    assertEquals(2, examine(cut).tracks().size());
    assertEquals("h264", examine(cut).tracks().get(0).codec());
    assertEquals("flac", examine(cut).tracks().get(1).codec());
    assertEquals("mkv", examine(cut).container());
    JsonNode format = Ffmpeg.probe(whole).path("format");
    assertEquals("Foreign", format.path("tags").path("title").asText());
    assertTrue(format.path("duration").asDouble() * 100 >= percent * 4, format.toString());
    assertTrue(examine(whole).whole());
  }

  @Test
  void writeTo_noBlockLeft_isAFileWithTracks() throws IOException {
    Path cut = cut(Muxing.write(directory.resolve("a.webm"), LIVE, false, vp8()), 250);
    assertEquals(new TrackReport(1, "vp8", 0), examine(cut).tracks().get(0));
    byte[] header = Ffmpeg.run("-i", recover(cut).toString(), "-c", "copy", "-f", "ivf", "-");
    assertEquals(32, header.length, "no frame");
  }

  @Test
  void examine_noTracksLeft_isIndexNotFound() throws IOException {
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), vp8());
    assertCode(MediaError.INDEX_NOT_FOUND, cut(file, 180));
  }

  @Test
  void examine_otherFile_isIndexParseError() throws IOException {
    byte[] text = "RIFF is not what we look for".getBytes(StandardCharsets.US_ASCII);
    assertCode(MediaError.INDEX_PARSE_ERROR, Files.write(directory.resolve("a.wav"), text));
    assertCode(MediaError.INDEX_PARSE_ERROR, Files.write(directory.resolve("b.webm"), new byte[0]));
  }

  private static void assertCode(MediaError code, Path file) {
    assertEquals(code, assertThrows(MediaException.class, () -> examine(file)).code());
  }

  @Test
  void accepts_headOfAFile_saysWhetherItIsMatroska() throws IOException {
    MatroskaRecovery recovery = new MatroskaRecovery();
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), vp9());
    byte[] head = Arrays.copyOf(Files.readAllBytes(file), 4_096);
    assertTrue(recovery.accepts(ByteBuffer.wrap(head)));
    ByteBuffer within = ByteBuffer.allocate(5_000).put(904, head).position(904).slice();
    assertTrue(recovery.accepts(within.asReadOnlyBuffer()), "a buffer at an offset");
    for (int sizeBytes : new int[] {0, 1, 4, 5, 20}) {
      assertFalse(recovery.accepts(ByteBuffer.wrap(head, 0, sizeBytes)));
    }
    assertFalse(
        recovery.accepts(ByteBuffer.wrap("OggS".repeat(9).getBytes(StandardCharsets.US_ASCII))));
  }
}
