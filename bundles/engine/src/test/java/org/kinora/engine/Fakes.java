package org.kinora.engine;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Plugins made of paper: a format whose recordings are text files, a muxer that writes text. */
public final class Fakes {
  public static final Track VIDEO =
      new Track(1, new VideoFormat("fake", 16, 16, ColorInfo.UNSPECIFIED, Blob.EMPTY), 1000, "");
  public static final Track AUDIO =
      new Track(2, new AudioFormat("beep", 48_000, 1, 0, Blob.EMPTY), 1, "");

  private Fakes() {}

  /** Decodes nothing. */
  public static DecoderFactory noDecoders() {
    return new DecoderFactory() {
      @Override
      public boolean supports(TrackFormat format) {
        return false;
      }

      @Override
      public Decoder create(TrackFormat format, int threads) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** A bundle that has a name and a version, and nothing else. */
  public static Bundle bundle(long id, String name, String version) {
    return (Bundle)
        Proxy.newProxyInstance(
            Fakes.class.getClassLoader(),
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBundleId" -> id;
                  case "getSymbolicName" -> name;
                  case "getVersion" -> Version.parseVersion(version);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** A registration with properties; a higher ranking comes first. */
  public static final class Reference<T> implements ServiceReference<T> {
    private final Map<String, Object> properties;

    private final @Nullable Bundle bundle;

    public Reference(Map<String, Object> properties) {
      this(properties, null);
    }

    public Reference(Map<String, Object> properties, @Nullable Bundle bundle) {
      this.properties = new HashMap<>(properties);
      this.bundle = bundle;
    }

    @Override
    public @Nullable Object getProperty(String key) {
      return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
      return properties.keySet().toArray(String[]::new);
    }

    @Override
    public @Nullable Bundle getBundle() {
      return bundle;
    }

    @Override
    public Bundle @Nullable [] getUsingBundles() {
      return null;
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
      return true;
    }

    @Override
    public int compareTo(Object other) {
      return Integer.compare(ranking(), ((Reference<?>) other).ranking());
    }

    private int ranking() {
      return getProperty("service.ranking") instanceof Integer rank ? rank : 0;
    }

    @Override
    public Dictionary<String, Object> getProperties() {
      throw new IllegalStateException();
    }

    @Override
    public <A> A adapt(Class<A> type) {
      throw new IllegalStateException();
    }
  }

  /** Opens files that begin with its name; one video sample every 100 ms, audio every 40 ms. */
  public static final class Format implements StorageFormat {
    private final String name;
    private final List<Track> tracks;
    private final int seconds;
    final List<String> appended = new ArrayList<>();

    public Format(String name, int seconds, Track... tracks) {
      this.name = name;
      this.seconds = seconds;
      this.tracks = List.of(tracks);
    }

    public Reference<StorageFormat> reference(int ranking) {
      return new Reference<>(Map.of("format", name, "service.ranking", ranking));
    }

    @Override
    public Probe probe(Path at) throws IOException {
      if (Files.isDirectory(at)) {
        return new Probe.NoMatch("a directory");
      }
      String text = Files.readString(at);
      if (text.startsWith(name + "9")) {
        return new Probe.WrongVersion(9, 1, 2);
      }
      return text.startsWith(name) ? new Probe.Match(1) : new Probe.NoMatch("no " + name);
    }

    @Override
    public RecordingReader open(Path at) {
      return new Reader(at.getFileName().toString(), tracks, seconds);
    }

    @Override
    public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
        throws IOException {
      if (!options.isEmpty()) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID, "this format has no options; found " + options.keySet());
      }
      Files.createDirectory(at);
      Files.writeString(at.resolve("id"), info.id());
      return new Writer(appended);
    }
  }

  private static final class Reader implements RecordingReader {
    private final RecordingInfo info;
    private final Map<Integer, TrackIndex> indexes = new HashMap<>();

    Reader(String id, List<Track> tracks, int seconds) {
      info = new RecordingInfo(id, Optional.empty(), OptionalLong.empty(), true, tracks, Map.of());
      for (Track track : tracks) {
        long step = track.id() == VIDEO.id() ? 100_000 : 40_000;
        SampleTable.Builder table = SampleTable.builder();
        for (long time = 0; time < seconds * 1_000_000L; time += step) {
          table.add(time, time, step, 0, 2, time % 500_000 == 0);
        }
        indexes.put(track.id(), table.build());
      }
    }

    @Override
    public RecordingInfo info() {
      return info;
    }

    @Override
    public TrackIndex index(int trackId) throws MediaException {
      info.track(trackId);
      return Objects.requireNonNull(indexes.get(trackId));
    }

    @Override
    public void read(SampleRange range, SampleSink sink) throws IOException {
      TrackIndex index = index(range.trackId());
      for (int i = range.first(); i < range.end(); i++) {
        sink.accept(index.info(i), ByteBuffer.allocate(2));
      }
    }

    @Override
    public void verify(FaultSink faults) {}

    @Override
    public void close() {}
  }

  private static final class Writer implements RecordingWriter {
    private final List<String> appended;

    Writer(List<String> appended) {
      this.appended = appended;
    }

    @Override
    public void append(int trackId, SampleInfo info, ByteBuffer data) {
      appended.add(trackId + "@" + info.timeUs());
    }

    @Override
    public void flush() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }

  /** Writes one line for each sample, and a last line {@code end}; fails where it is told to. */
  static final class Muxers implements MuxerFactory {
    private final Runnable onSample;

    Muxers(Runnable onSample) {
      this.onSample = onSample;
    }

    public Reference<MuxerFactory> reference() {
      return new Reference<>(Map.of("container", "text", "extension", "txt"));
    }

    @Override
    public boolean supports(TrackFormat format) {
      return !format.codec().equals("beep");
    }

    @Override
    public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws MediaException {
      if (!settings.options().isEmpty()) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "options " + settings.options());
      }
      return new Muxer() {
        @Override
        public int addTrack(Track track) {
          return track.id();
        }

        @Override
        public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
          onSample.run();
          line(track + "@" + info.timeUs());
        }

        @Override
        public void flush() {}

        @Override
        public void finish() throws IOException {
          line("end");
        }

        @Override
        public void close() {}

        private void line(String text) throws IOException {
          out.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
        }
      };
    }
  }
}
