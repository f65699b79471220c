package org.kinora.engine.render;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kinora.engine.codec.PcmCoding;
import org.kinora.engine.codec.SoundDecoding;
import org.kinora.engine.file.PieceBuffers;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.AudioFormat;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** One file of a rendered session, with the muxer that writes it. */
final class RenderedFile implements Closeable {
  private final Path path;
  private final TargetFile target;
  private final Muxer muxer;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Integer, Part> byId = new HashMap<>();
  private boolean muxerClosed;

  /**
   * What becomes of a track.
   *
   * @param source as recorded
   * @param coding of the PCM that is made of it; absent for a copy of its packets
   */
  record Plan(Track source, Optional<PcmCoding> coding) {
    Track written() {
      return coding.map(pcm -> SoundDecoding.decoded(source, pcm)).orElse(source);
    }
  }

  /** One track on its way into the file. */
  private final class Part {
    private final Plan plan;
    private final int number;
    private final Optional<SoundDecoding> decoding;
    private final int samplesToRead;
    private int samplesRead;
    private long written;

    Part(Plan plan, int samplesToRead, Providers providers) throws IOException {
      this.plan = plan;
      this.samplesToRead = samplesToRead;
      number = muxer.addTrack(plan.written());
      decoding =
          plan.coding().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new SoundDecoding(
                      plan.source(),
                      plan.coding().get(),
                      providers.decoder((AudioFormat) plan.source().format(), 1),
                      this::write));
    }

    void take(SampleInfo info, ByteBuffer data) throws IOException {
      samplesRead++;
      if (decoding.isEmpty()) {
        write(info, data);
        return;
      }
      decoding.get().decode(info, data);
      if (samplesRead == samplesToRead) { // now: other tracks go on
        decoding.get().finish();
      }
    }

    private void write(SampleInfo info, ByteBuffer data) throws IOException {
      muxer.write(number, info, data);
      written++;
    }

    TrackResult result() {
      String codec = plan.written().format().codec();
      return new TrackResult(
          plan.source().id(), codec, decoding.isPresent() ? codec : "copy", written);
    }
  }

  /**
   * Begins the file under a name of its own; {@link #addTrack} follows for each of its tracks.
   *
   * @param buffers shared with the files that are written before and after it
   */
  RenderedFile(
      Path path,
      Provider<MuxerFactory> container,
      MuxerSettings settings,
      boolean replace,
      PieceBuffers buffers)
      throws IOException {
    this.path = path;
    target = TargetFile.create(path, replace, buffers);
    try {
      muxer = container.service().create(target.channel(), settings);
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /**
   * Adds a track.
   *
   * @param samples how many {@link #take} will be given of it
   */
  void addTrack(Plan plan, int samples, Providers providers) throws IOException {
    Part part = new Part(plan, samples, providers);
    parts.add(part);
    byId.put(plan.source().id(), part);
  }

  Path path() {
    return path;
  }

  /** The tracks as recorded. */
  List<Track> sources() {
    return parts.stream().map(part -> part.plan.source()).toList();
  }

  /** Takes the next sample of a track as recorded. */
  void take(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    Objects.requireNonNull(byId.get(trackId)).take(info, data);
  }

  /** Completes the file and releases what it took to write it; it has no name yet. */
  void finish() throws IOException {
    muxer.finish();
    closeMuxer();
    target.force();
  }

  /** Gives the file its name. */
  void commit() throws IOException {
    target.commit();
  }

  long sizeBytes() throws IOException {
    return Files.size(path);
  }

  List<TrackResult> results() {
    return parts.stream().map(Part::result).toList();
  }

  /** What was lost, in words. */
  List<String> losses() {
    return parts.stream()
        .flatMap(part -> part.decoding.stream())
        .flatMap(decoding -> decoding.loss().stream())
        .toList();
  }

  private void closeMuxer() throws IOException {
    if (muxerClosed) {
      return;
    }
    muxerClosed = true;
    try (Resources resources = new Resources()) {
      resources.add(muxer);
      parts.forEach(part -> part.decoding.ifPresent(resources::add));
    }
  }

  @Override
  public void close() throws IOException {
    try (target) {
      closeMuxer();
    }
  }
}
