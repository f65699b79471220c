package org.kinora.lib.boxes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.tck.support.Ffmpeg;

/** Files that FFmpeg wrote, and what is left of them when they are cut or scribbled upon. */
class StructureTest {
  @TempDir Path dir;

  private Path make(String name, String... options) {
    Path file = dir.resolve(name);
    List<String> command =
        new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=3"));
    command.addAll(List.of("-f", "lavfi", "-i", "sine=r=48000:d=3"));
    command.addAll(List.of(options));
    command.add(file.toString());
    Ffmpeg.run(command.toArray(String[]::new));
    return file;
  }

  private static List<Part> walk(Path file, String kind) throws IOException {
    List<Part> parts = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      assertEquals(kind, Structure.walk(channel, parts::add));
    }
    return parts;
  }

  private static List<Part> named(List<Part> parts, String name) {
    return parts.stream().filter(part -> part.name().equals(name)).toList();
  }

  /** The outermost parts lie end to end and fill the file. */
  private static List<String> details(List<Part> parts, String name) {
    return named(parts, name).stream().map(Part::detail).toList();
  }

  private static void assertCovers(List<Part> parts, Path file) throws IOException {
    long at = 0;
    for (Part part : parts) {
      if (part.depth() == 0) {
        assertEquals(at, part.offset(), part::toString);
        at += part.sizeBytes();
      }
    }
    assertEquals(Files.size(file), at);
  }

  @Test
  void walk_mp4_saysWhatIsThere() throws IOException {
    Path file = make("a.mp4", "-c:v", "libx264", "-c:a", "aac", "-timecode", "01:00:00:00");
    List<Part> parts = walk(file, "mp4");
    assertCovers(parts, file);
    assertEquals("isom isom iso2 avc1 mp41", named(parts, "ftyp").get(0).detail());
    List<String> handlers = named(parts, "hdlr").stream().map(Part::detail).toList();
    assertEquals(List.of("vide", "soun", "tmcd", "mdir"), handlers);
    int pictures = Ffmpeg.packets(Ffmpeg.probe(file), 0).size();
    assertEquals(pictures + " entries", named(parts, "stsz").get(0).detail());
    assertEquals(1, named(parts, "avcC").size());
  }

  @Test
  void walk_fragmentedMp4_saysEachFragment() throws IOException {
    Path file =
        make("a.mp4", "-c:v", "libx264", "-g", "10", "-movflags", "frag_keyframe+empty_moov");
    List<Part> parts = walk(file, "mp4");
    assertCovers(parts, file);
    List<String> numbers = named(parts, "mfhd").stream().map(Part::detail).toList();
    assertEquals("number 1", numbers.get(0));
    assertEquals(named(parts, "moof").size(), numbers.size());
    assertEquals(List.of("time 0", "time 0"), details(parts, "tfdt").subList(0, 2));
    List<String> index = details(parts, "tfra");
    assertTrue(index.get(0).matches("track 1, \\d+ entries"), index::toString);
    assertEquals(1, named(parts, "mfro").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void walk_matroska_hasABlockForEachPacket(String live) throws IOException {
    Path file = make("a.mkv", "-c:v", "libvpx", "-c:a", "libopus", "-live", live);
    List<Part> parts = walk(file, "matroska");
    assertEquals("matroska", named(parts, "DocType").get(0).detail());
    List<String> codecs = named(parts, "CodecID").stream().map(Part::detail).toList();
    assertEquals(List.of("V_VP8", "A_OPUS"), codecs);
    int packets = Ffmpeg.probe(file).path("packets").size();
    assertEquals(packets, named(parts, "SimpleBlock").size() + named(parts, "Block").size());
    assertTrue(named(parts, "Cluster").stream().allMatch(part -> part.depth() == 1));
    List<String> unnamed =
        parts.stream().map(Part::name).filter(name -> name.matches("[0-9a-f]*")).toList();
    assertEquals(List.of(), unnamed);
    assertTrue(details(parts, "SimpleBlock").contains("track 1, time 0, key frame"));
    assertTrue(details(parts, "TagName").contains("ENCODER"));
  }

  @Test
  void walk_wave_saysItsFormat() throws IOException {
    Path file = make("a.wav", "-map", "1", "-c:a", "pcm_s16le", "-write_bext", "1");
    List<Part> parts = walk(file, "wave");
    assertEquals("tag 1, 1 channels, 48000 Hz, 16 bits", named(parts, "fmt ").get(0).detail());
    String extension = details(parts, "bext").get(0);
    assertTrue(extension.endsWith("time reference 0, version 1"), extension);
    assertEquals(3 * 96_000 + 8, named(parts, "data").get(0).sizeBytes());
  }

  @Test
  void walk_somethingElse_isNothing() throws IOException {
    Path file = Files.writeString(dir.resolve("a.txt"), "This is no container.");
    assertEquals(List.of(), walk(file, ""));
    assertEquals(List.of(), walk(Files.createFile(dir.resolve("empty")), ""));
  }

  @ParameterizedTest
  @CsvSource({"a.mp4, mp4", "a.mkv, matroska", "a.wav, wave"})
  void walk_cutOrScribbledUpon_ends(String name, String kind) throws IOException {
    byte[] whole =
        Files.readAllBytes(
            name.endsWith("wav") ? make(name, "-map", "1") : make(name, "-c:a", "libopus"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = Arrays.copyOf(whole, 64 + random.nextInt(whole.length - 64));
      for (int change = random.nextInt(20); change > 0; change--) {
        bytes[12 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(dir.resolve("broken"), bytes);
      List<Part> parts = walk(file, kind);
      assertTrue(!parts.isEmpty() && parts.size() <= bytes.length, "seed " + seed);
    }
  }

  @Test
  void walk_cutFile_saysHowMuchIsMissing() throws IOException {
    Path file = make("a.mp4", "-c:v", "libx264", "-movflags", "+faststart");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    List<Part> parts = walk(file, "mp4");
    Part last = parts.get(parts.size() - 1);
    assertEquals("mdat", last.name());
    assertEquals("cut: 100 bytes are missing", last.detail());
  }
}
