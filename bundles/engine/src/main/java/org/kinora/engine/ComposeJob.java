package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/**
 * Decodes on one thread, composes and encodes on the job's own, and writes pictures and sound as
 * they come. Every picture keeps its time.
 */
final class ComposeJob extends Job {
  private static final int QUEUED_PICTURES = 4;
  private static final int CODEC_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());
  private static final long KEYFRAME_INTERVAL_US = 2_000_000;

  private final Resources resources = new Resources();
  private final List<AudioFeed> audio = new ArrayList<>();
  private final FrameQueue queue = new FrameQueue(QUEUED_PICTURES);
  private final Track track;
  private final long endUs;
  private final ExportTarget target;
  private final Compositor compositor;
  private final Encoder encoder;
  private final String encoderName;
  private final int videoNumber;
  private final VideoSource video;
  private long samples;
  private long bytes;

  private ComposeJob(String id, ExportRequest.Compose request, Providers providers)
      throws IOException {
    super(id);
    try {
      Provider<MuxerFactory> container = providers.muxer(request.container());
      OpenRecording source = resources.add(OpenRecording.open(providers, request.source()));
      track = videoTrack(source);
      compositor =
          resources.add(
              providers
                  .compositor()
                  .service()
                  .create(request.scene(), (VideoFormat) track.format()));
      Choice choice = choose(request, container, providers, compositor.output());
      encoder = resources.add(choice.encoder().service().create(choice.settings()));
      encoderName = choice.encoder().text(EncoderFactory.IMPLEMENTATION);
      Decoder decoder = resources.add(providers.decoder(track.format(), CODEC_THREADS));
      video =
          resources.add(new VideoSource(source.reader(), track.id(), decoder, queue, this::warn));
      target =
          resources.add(
              ExportTarget.create(
                  request.source(),
                  request.target(),
                  container,
                  MuxerSettings.of(source.reader().info(), request.options()),
                  request.overwrite()));
      videoNumber =
          target
              .muxer()
              .addTrack(new Track(track.id(), encoder.format(), track.timescale(), track.name()));
      addAudio(source, container, providers);
      endUs = source.reader().index(track.id()).endUs();
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  static ComposeJob prepare(String id, ExportRequest.Compose request, Providers providers)
      throws IOException {
    return new ComposeJob(id, request, providers);
  }

  private static Track videoTrack(OpenRecording source) throws MediaException {
    return source
        .reader()
        .info()
        .firstVideo()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.TRACK_NOT_FOUND, source.path() + " has no video track to compose"));
  }

  /**
   * What encodes the pictures.
   *
   * @param encoder makes it
   * @param settings what it shall make
   */
  private record Choice(Provider<EncoderFactory> encoder, EncoderSettings settings) {}

  /** The asked codec, or the first that the container prefers and an encoder makes. */
  private static Choice choose(
      ExportRequest.Compose request,
      Provider<MuxerFactory> container,
      Providers providers,
      VideoFormat picture)
      throws MediaException {
    List<String> codecs =
        request.videoCodec().map(List::of).orElseGet(() -> container.texts("container.codecs"));
    for (String codec : codecs) {
      VideoFormat format =
          new VideoFormat(codec, picture.width(), picture.height(), picture.color(), Blob.EMPTY);
      EncoderSettings settings =
          new EncoderSettings(
              format, request.videoBitRate(), KEYFRAME_INTERVAL_US, CODEC_THREADS, Map.of());
      List<Provider<EncoderFactory>> able = providers.encoders(settings);
      if (!able.isEmpty() && container.service().supports(format)) {
        return new Choice(able.get(0), settings);
      }
    }
    throw new MediaException(
        MediaError.ENCODER_NOT_SUPPORTED,
        "no encoder here makes %s of %dx%d for container %s"
            .formatted(codecs, picture.width(), picture.height(), container.text("container")));
  }

  /** Audio is read beside the video, so each track has a reader of its own. */
  private void addAudio(OpenRecording source, Provider<MuxerFactory> container, Providers providers)
      throws IOException {
    for (Track other : source.reader().info().tracks()) {
      if (other.format() instanceof AudioFormat) {
        OpenRecording reader = resources.add(OpenRecording.open(providers, source.path()));
        audio.add(
            resources.add(
                new AudioFeed(reader.reader(), other, container, target.muxer(), providers)));
      }
    }
  }

  @Override
  ExportResult work() throws IOException {
    video.start();
    boolean first = true;
    for (VideoFrame frame = queue.take(); frame != null; frame = queue.take()) {
      checkCancelled();
      boolean keyframe = first;
      compositor.compose(
          frame.timeUs(),
          List.of(new Layer(Layer.SCREEN, frame)),
          picture -> encoder.encode(picture, keyframe, this::write));
      first = false;
      report(Stage.ENCODING, frame.timeUs(), endUs, samples, bytes);
      queue.release(frame);
    }
    encoder.flush(this::write);
    for (AudioFeed feed : audio) {
      feed.finish();
    }
    report(Stage.FINISHING, endUs, endUs, samples, bytes);
    long sizeBytes = target.finish();
    ExportResult result =
        new ExportResult(
            target.path(),
            List.of(),
            sizeBytes,
            endUs,
            target.container(),
            trackResults(),
            warnings(),
            elapsed());
    target.note(result);
    return result;
  }

  private List<TrackResult> trackResults() {
    TrackResult pictures =
        new TrackResult(track.id(), encoder.format().codec(), encoderName, samples);
    return Stream.concat(Stream.of(pictures), audio.stream().map(AudioFeed::result)).toList();
  }

  private void write(SampleInfo info, ByteBuffer data) throws IOException {
    for (AudioFeed feed : audio) {
      feed.feedUntil(info.decodeTimeUs());
    }
    target.muxer().write(videoNumber, info, data);
    samples++;
    bytes += info.size();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
