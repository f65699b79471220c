package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinora.lib.boxes.Structure;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** What a file that is written live holds when its writer is gone. */
class LiveFileTest extends WrittenFiles {
  private static <T> List<T> join(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static final MuxerSettings LIVE =
      new MuxerSettings(Source.RECORDING, OptionalLong.empty(), true, Map.of());

  /** Twelve seconds of pictures and sound, never finished. */
  private Path unfinished() throws IOException {
    Source once = vp8();
    Source pictures =
        new Source(
            once.format(),
            join(once.infos(), once.shifted(6_000_000).infos()),
            join(once.data(), once.data()));
    return Muxing.write(directory.resolve("live.webm"), LIVE, false, pictures, opus("12"));
  }

  @Test
  void close_withoutFinish_leavesAllButTheLastCluster() throws IOException {
    Path file = unfinished();
    Source pictures = Source.ofStream(file, 0, video("vp8", 320, 180));
    Source expected = vp8();
    SampleInfo last = pictures.infos().get(pictures.count() - 1);
    assertTrue(last.timeUs() > 9_000_000, "the last picture is at " + last.timeUs());
    for (int i = 0; i < pictures.count(); i++) {
      assertEquals(
          expected.data().get(i % expected.count()), pictures.data().get(i), "picture " + i);
    }
  }

  @Test
  void flush_beforeTheTracksAreEven_writesAll() throws IOException {
    Path file = directory.resolve("flushed.webm");
    Source pictures = vp8().until(1_500_000);
    Source sound = opus("3");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Muxer muxer = new WebmMuxerFactory().create(channel, LIVE)) {
      int picture = muxer.addTrack(new Track(1, pictures.format(), 1_000_000, ""));
      int hearing = muxer.addTrack(new Track(2, sound.format(), 48_000, ""));
      for (int i = 0; i < sound.count(); i++) {
        muxer.write(hearing, sound.infos().get(i), sound.data().get(i).duplicate());
      }
      for (int i = 0; i < pictures.count(); i++) {
        muxer.write(picture, pictures.infos().get(i), pictures.data().get(i).duplicate());
        if (i % 20 == 19) {
          muxer.flush();
        }
      }
      muxer.flush();
      assertSame(pictures, file, 0, 1_000);
      assertSame(sound, file, 1, 1_000);
      muxer.finish();
    }
    assertSame(pictures, file, 0, 1_000);
    assertSame(sound, file, 1, 1_000);
  }

  /** FFmpeg reads on from any cut: every packet before the cut cluster is there. */
  @Test
  void read_cutAnywhere_hasAllBeforeTheCutCluster() throws IOException {
    Path file = unfinished();
    long seed = System.nanoTime();
    int length = (int) Files.size(file);
    assertReadable(file, new Random(seed).ints(8, 0, length), "seed " + seed);
  }

  /**
   * At each border between the parts of the last cluster, and within it after every so many bytes
   * as the system property {@code kinora.cutStep} says.
   */
  @Test
  void read_cutWithinTheLastCluster_hasAllBeforeIt() throws IOException {
    Path file = Muxing.write(directory.resolve("live.webm"), LIVE, false, vp8().until(2_000_000));
    List<Integer> borders = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      Structure.walk(
          channel,
          part -> {
            if (part.name().equals("Cluster")) {
              borders.clear();
            }
            borders.add((int) part.offset());
          });
    }
    long length = Files.size(file);
    int step = Integer.getInteger("kinora.cutStep", 4_096);
    IntStream between = IntStream.iterate(borders.get(0), at -> at < length, at -> at + step);
    IntStream cuts = borders.stream().mapToInt(at -> at);
    assertReadable(file, IntStream.concat(cuts, between), "cut within the last cluster");
  }

  private void assertReadable(Path file, IntStream cuts, String why) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    List<String> packets = packets(file);
    List<Long> clusters = clusters(file);
    for (int cut : cuts.filter(at -> at >= clusters.get(0)).toArray()) {
      List<String> left =
          packets(Files.write(directory.resolve("cut.webm"), Arrays.copyOf(whole, cut)));
      long safe = clusters.stream().filter(at -> at <= cut).mapToLong(at -> at).max().orElse(0);
      int least = (int) packets.stream().filter(packet -> position(packet) < safe).count();
      String which = why + ", at " + cut;
      assertTrue(left.size() >= least, which + ": " + left.size() + " of " + least);
      assertEquals(packets.subList(0, least), left.subList(0, least), which);
    }
  }

  private static List<Long> clusters(Path file) throws IOException {
    List<Long> clusters = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      Structure.walk(
          channel,
          part -> {
            if (part.name().equals("Cluster")) {
              clusters.add(part.offset());
            }
          });
    }
    return clusters;
  }

  /** Position, stream, time and MD5 of each packet, as far as FFmpeg can read. */
  private static List<String> packets(Path file) throws IOException {
    ProcessBuilder ffprobe =
        Ffmpeg.process(
            List.of(
                "ffprobe",
                "-v",
                "quiet",
                "-show_entries",
                "packet=pos,stream_index,pts,data_hash",
                "-show_data_hash",
                "md5",
                "-of",
                "json",
                file.toString()));
    List<String> packets = new ArrayList<>();
    for (JsonNode packet :
        new ObjectMapper().readTree(ffprobe.start().getInputStream()).path("packets")) {
      packets.add(
          "%s %s %s %s"
              .formatted(
                  packet.path("pos").asText(),
                  packet.path("stream_index").asText(),
                  packet.path("pts").asText(),
                  packet.path("data_hash").asText()));
    }
    return packets;
  }

  private static long position(String packet) {
    return Long.parseLong(packet.substring(0, packet.indexOf(' ')));
  }
}
