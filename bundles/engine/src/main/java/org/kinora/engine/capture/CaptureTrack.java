package org.kinora.engine.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** One track on its way from a live source into a recording: copied, or encoded if it is raw. */
final class CaptureTrack implements Closeable {
  /** The codec of what nobody has encoded yet. */
  private static final String RAW = "raw";

  /** In order of preference: those that keep pace with a recording. */
  private static final List<String> LIVE_VIDEO_CODECS = List.of("h264", "vp8", "vp9");

  private static final List<String> LIVE_AUDIO_CODECS = List.of("opus", "aac", "flac");
  private static final int OPUS_RATE_HZ = 48_000;
  private static final long KEYFRAME_INTERVAL_US = 2_000_000;
  private static final int CODEC_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());
  private static final int MATRIX_RGB = 0;

  private final Track track;
  private final SampleSink out;
  private final @Nullable Encoding encoding;

  /** Copied pictures before a key frame cannot be decoded and are left out. */
  private boolean awaitsKeyframe;

  private long lastDecodeUs = Long.MIN_VALUE;
  private long lastFrameUs = Long.MIN_VALUE;
  private long samples;

  /** The way through an encoder. */
  private static final class Encoding implements Closeable {
    private final Provider<EncoderFactory> provider;
    private final EncoderSettings settings;
    private Encoder encoder;

    Encoding(Provider<EncoderFactory> provider, EncoderSettings settings) throws IOException {
      this.provider = provider;
      this.settings = settings;
      encoder = provider.service().create(settings);
    }

    /** Sound encoders count from their first frame, so each connection needs a new one. */
    void restart(SampleSink sink) throws IOException {
      encoder.flush(sink);
      encoder.close();
      encoder = provider.service().create(settings);
    }

    @Override
    public void close() throws IOException {
      encoder.close();
    }
  }

  /** Takes what a track of the recording consists of. */
  @FunctionalInterface
  interface Output {
    /** As {@link CaptureTarget#append}. */
    void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException;
  }

  private CaptureTrack(Track track, @Nullable Encoding encoding, Output output) {
    this.track = track;
    this.encoding = encoding;
    out = (info, data) -> output.append(track.id(), info, data);
    awaitsKeyframe = track.format() instanceof VideoFormat;
  }

  /**
   * Prepares one track.
   *
   * @param source as the capture describes it
   * @param videoCodec what raw pictures become; absent for the best that keeps pace
   * @param supported whether encoded tracks of a format can be written
   * @throws MediaException ENCODER_NOT_SUPPORTED if it is raw and no encoder takes it
   */
  static CaptureTrack of(
      Track source,
      Optional<String> videoCodec,
      Predicate<TrackFormat> supported,
      Providers providers,
      Output output)
      throws IOException {
    if (!source.format().codec().equals(RAW)) {
      return new CaptureTrack(source, null, output);
    }
    Encoding encoding = encoding(source, videoCodec, supported, providers);
    TrackFormat format = encoding.encoder.format();
    int timescale = format instanceof AudioFormat audio ? audio.sampleRate() : source.timescale();
    Track encoded = new Track(source.id(), format, timescale, source.name());
    return new CaptureTrack(encoded, encoding, output);
  }

  private static Encoding encoding(
      Track source,
      Optional<String> videoCodec,
      Predicate<TrackFormat> supported,
      Providers providers)
      throws IOException {
    boolean video = source.format() instanceof VideoFormat;
    List<String> codecs =
        video ? videoCodec.map(List::of).orElse(LIVE_VIDEO_CODECS) : LIVE_AUDIO_CODECS;
    for (String codec : codecs) {
      EncoderSettings settings =
          new EncoderSettings(
              target(source.format(), codec),
              OptionalLong.empty(),
              KEYFRAME_INTERVAL_US,
              CODEC_THREADS,
              Map.of());
      List<Provider<EncoderFactory>> able = providers.encoders(settings);
      if (!able.isEmpty() && supported.test(settings.target())) {
        return new Encoding(able.get(0), settings);
      }
    }
    throw new MediaException(
        MediaError.ENCODER_NOT_SUPPORTED,
        "track %d is raw %s: no encoder here makes any of %s that the target can hold"
            .formatted(source.id(), video ? "video" : "audio", codecs));
  }

  private static TrackFormat target(TrackFormat raw, String codec) {
    if (raw instanceof VideoFormat picture) {
      ColorInfo color = picture.color().matrix() == MATRIX_RGB ? ColorInfo.BT709 : picture.color();
      return new VideoFormat(codec, picture.width(), picture.height(), color, Blob.EMPTY);
    }
    AudioFormat sound = (AudioFormat) raw;
    int rateHz = codec.equals("opus") ? OPUS_RATE_HZ : sound.sampleRate();
    return new AudioFormat(codec, rateHz, sound.channels(), 0, Blob.EMPTY);
  }

  /** As it stands in the recording. */
  Track track() {
    return track;
  }

  boolean isEncoded() {
    return encoding != null;
  }

  /** Copies a sample; a decode time that falls becomes the one before it. */
  void sample(SampleInfo info, ByteBuffer data) throws IOException {
    if (awaitsKeyframe && !info.keyframe()) {
      return;
    }
    write(info, data);
  }

  /** Encodes a frame; pictures whose times do not rise are left out. */
  void frame(Frame frame) throws IOException {
    if (encoding != null && frame.timeUs() > lastFrameUs) {
      lastFrameUs = frame.timeUs();
      encoding.encoder.encode(frame, false, this::write);
    }
  }

  /** What follows comes from a new connection: nothing of it refers to what was before. */
  void gap() throws IOException {
    awaitsKeyframe = track.format() instanceof VideoFormat;
    if (encoding != null) {
      encoding.restart(this::write);
    }
  }

  /** Writes what the encoder still holds. */
  void finish() throws IOException {
    if (encoding != null) {
      encoding.encoder.flush(this::write);
    }
  }

  private void write(SampleInfo info, ByteBuffer data) throws IOException {
    awaitsKeyframe = false;
    lastDecodeUs = Math.max(info.decodeTimeUs(), lastDecodeUs);
    out.accept(
        new SampleInfo(
            info.timeUs(), lastDecodeUs, info.durationUs(), info.size(), info.keyframe()),
        data);
    samples++;
  }

  TrackResult result() {
    String encoder =
        encoding == null ? "copy" : encoding.provider.text(EncoderFactory.IMPLEMENTATION);
    return new TrackResult(track.id(), track.format().codec(), encoder, samples);
  }

  @Override
  public void close() throws IOException {
    if (encoding != null) {
      encoding.close();
    }
  }
}
