package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.Salvage;

/**
 * A container of text lines that may be written live: {@code lines}, a line for each sample, {@code
 * end}. Its recovery keeps whole lines.
 */
public final class ContainerFakes {
  private static final String HEAD = "lines\n";
  private static final String END = "end\n";

  private ContainerFakes() {}

  /** Makes muxers that keep lines until they are flushed. */
  public static final class Muxers implements MuxerFactory {
    public volatile @Nullable MuxerSettings settings;

    public Fakes.Reference<MuxerFactory> reference(boolean live, boolean editLists) {
      return new Fakes.Reference<>(
          Map.of(
              "service.ranking",
              1,
              "container",
              "lines",
              "extension",
              "lines",
              "container.live",
              live,
              "container.editLists",
              editLists));
    }

    @Override
    public boolean supports(TrackFormat format) {
      return !format.codec().equals("beep") && !format.codec().equals("h264");
    }

    @Override
    public Muxer create(SeekableByteChannel out, MuxerSettings asked) throws IOException {
      if (!asked.options().isEmpty()) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "options " + asked.options());
      }
      settings = asked;
      out.write(ByteBuffer.wrap(HEAD.getBytes(StandardCharsets.UTF_8)));
      return new LineMuxer(out);
    }
  }

  private static final class LineMuxer implements Muxer {
    private final SeekableByteChannel out;
    private final StringBuilder lines = new StringBuilder();

    LineMuxer(SeekableByteChannel out) {
      this.out = out;
    }

    @Override
    public int addTrack(Track track) {
      return 10 + track.id();
    }

    @Override
    public void write(int track, SampleInfo info, ByteBuffer data) {
      lines.append(track).append('@').append(info.timeUs()).append('\n');
    }

    @Override
    public void flush() throws IOException {
      out.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
      lines.setLength(0);
    }

    @Override
    public void finish() throws IOException {
      lines.append(END);
      flush();
    }

    @Override
    public void close() {}
  }

  /** Knows such files. */
  public static final class Recovery implements FileRecovery {
    public volatile Runnable onProgress = () -> {};

    public Fakes.Reference<FileRecovery> reference() {
      return new Fakes.Reference<>(Map.of("container", new String[] {"lines"}));
    }

    @Override
    public boolean accepts(ByteBuffer head) {
      return StandardCharsets.UTF_8.decode(head).toString().startsWith(HEAD);
    }

    @Override
    public Salvage examine(SeekableByteChannel in) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate((int) in.size());
      in.position(0).read(bytes);
      String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
      String kept = text.substring(0, text.lastIndexOf('\n') + 1);
      boolean whole = text.endsWith(END);
      long samples = kept.lines().count() - (whole ? 2 : 1);
      SalvageReport report =
          new SalvageReport(
              "lines",
              whole,
              kept.length(),
              text.length() - kept.length(),
              samples * 1_000_000,
              List.of(new SalvageReport.TrackReport(1, "fake", samples)));
      return new Salvage() {
        @Override
        public SalvageReport report() {
          return report;
        }

        @Override
        public void writeTo(SeekableByteChannel out, LongConsumer progress) throws IOException {
          out.write(ByteBuffer.wrap((kept + END).getBytes(StandardCharsets.UTF_8)));
          onProgress.run();
          progress.accept(kept.length());
        }
      };
    }
  }
}
