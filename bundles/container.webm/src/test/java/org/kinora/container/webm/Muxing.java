package org.kinora.container.webm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** Writes sources to a file: runs of half a second from each track in turn, as the engine does. */
final class Muxing {
  private static final long RUN_US = 500_000;

  private Muxing() {}

  static Path write(Path file, Map<String, String> options, Source... sources) throws IOException {
    return write(file, MuxerSettings.of(Source.RECORDING, options), true, sources);
  }

  static Path write(Path file, MuxerFactory factory, Map<String, String> options, Source... sources)
      throws IOException {
    return write(file, factory, MuxerSettings.of(Source.RECORDING, options), true, sources);
  }

  static Path write(Path file, MuxerSettings settings, boolean finish, Source... sources)
      throws IOException {
    return write(file, new WebmMuxerFactory(), settings, finish, sources);
  }

  private static Path write(
      Path file, MuxerFactory factory, MuxerSettings settings, boolean finish, Source... sources)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Muxer muxer = factory.create(channel, settings)) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < sources.length; i++) {
        numbers.add(muxer.addTrack(new Track(i + 1, sources[i].format(), 1_000_000, "")));
      }
      int[] next = new int[sources.length];
      for (int i = lagging(sources, next); i >= 0; i = lagging(sources, next)) {
        long until = sources[i].infos().get(next[i]).timeUs() + RUN_US;
        while (next[i] < sources[i].count() && sources[i].infos().get(next[i]).timeUs() < until) {
          int sample = next[i]++;
          muxer.write(
              numbers.get(i),
              sources[i].infos().get(sample),
              sources[i].data().get(sample).duplicate());
        }
      }
      if (finish) {
        muxer.finish();
      }
    }
    return file;
  }

  private static int lagging(Source[] sources, int[] next) {
    int lagging = -1;
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < sources.length; i++) {
      if (next[i] < sources[i].count() && sources[i].infos().get(next[i]).timeUs() < earliest) {
        earliest = sources[i].infos().get(next[i]).timeUs();
        lagging = i;
      }
    }
    return lagging;
  }
}
