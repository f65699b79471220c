package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kinora.lib.boxes.Structure;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

/** How large clusters become, and that they are written whole. */
class ClusterTest extends WrittenFiles {
  /** Bytes of the Cluster element itself, its time and one block's header, at most. */
  private static final int FRAME_BYTES = 64;

  /** Sound, for it may have any bytes; a packet every 40 ms. */
  private static Source sound(int... sizes) {
    Random random = new Random(8);
    List<SampleInfo> infos = new ArrayList<>();
    List<ByteBuffer> data = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      byte[] bytes = new byte[sizes[i]];
      random.nextBytes(bytes);
      infos.add(SampleInfo.inOrder(i * 40_000L, 40_000, sizes[i], true));
      data.add(ByteBuffer.wrap(bytes));
    }
    return new Source(new AudioFormat("pcm_s16le", 48_000, 2, 0, Blob.EMPTY), infos, data);
  }

  /** The sizes of the elements that have one of these names. */
  private static List<Long> sizes(Path file, String... names) throws IOException {
    List<Long> sizes = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      Structure.walk(
          channel,
          part -> {
            if (List.of(names).contains(part.name())) {
              sizes.add(part.sizeBytes());
            }
          });
    }
    return sizes;
  }

  /** Several small blocks share a cluster; a block alone may be larger than one should be. */
  @Test
  void write_manyBytesASecond_clustersOfAQuarterMebibyteAtMost() throws IOException {
    int most = OpenCluster.BYTES_MAX;
    Source source =
        sound(most / 2, most / 4, most / 8, most / 4, 30 * most, 12, 12, most / 2, most / 2, most);
    Path file =
        Muxing.write(directory.resolve("a.mkv"), new MatroskaMuxerFactory(), Map.of(), source);
    List<Long> clusters = sizes(file, "Cluster");
    assertEquals(6, clusters.size(), clusters::toString);
    for (int i = 0; i < clusters.size(); i++) {
      long bytes = i == 2 ? 30L * most : most;
      assertTrue(clusters.get(i) <= bytes + FRAME_BYTES, clusters::toString);
    }
    assertSame(source, file, 0, 1_000);
  }

  /** FFmpeg reads such a packet behind Vorbis in Ogg. */
  @Test
  void write_samplesWithoutBytes_becomeNoBlocks() throws IOException {
    Path file =
        Muxing.write(
            directory.resolve("a.mkv"), new MatroskaMuxerFactory(), Map.of(), sound(400, 0, 80, 0));
    assertEquals(2, sizes(file, "SimpleBlock", "Block").size());
  }

  /** Not even for the size of a cluster: that would wait for the disk, and read it. */
  @Test
  void write_whileSamplesCome_neverGoesBack() throws IOException {
    int[] sizes = new int[100];
    Arrays.fill(sizes, 40_000);
    Source source = sound(sizes);
    Path file = directory.resolve("a.mkv");
    try (SeekableByteChannel channel = growing(file);
        Muxer muxer =
            new MatroskaMuxerFactory()
                .create(channel, MuxerSettings.of(Source.RECORDING, Map.of()))) {
      int track = muxer.addTrack(new Track(1, source.format(), 1_000_000, ""));
      for (int i = 0; i < source.count(); i++) {
        muxer.write(track, source.infos().get(i), source.data().get(i).duplicate());
      }
      muxer.flush();
      assertTrue(channel.size() > 100 * 40_000);
    }
  }

  /** A new file that can be written at its end only. */
  private static SeekableByteChannel growing(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          assertFalse(method.getName().equals("position") && arguments != null, "it goes back");
          return method.invoke(channel, arguments);
        };
    return (SeekableByteChannel)
        Proxy.newProxyInstance(
            ClusterTest.class.getClassLoader(),
            new Class<?>[] {SeekableByteChannel.class},
            handler);
  }
}
