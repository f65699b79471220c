package org.kinora.engine.compose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.NalSamples;
import org.kinora.engine.compose.ReusePlan.Composed;
import org.kinora.engine.compose.ReusePlan.Copied;
import org.kinora.engine.compose.ReusePlan.Piece;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.Excerpt;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.export.ExportRequest;
import org.kinora.export.VideoSettings;
import org.kinora.lib.bitstream.H264;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.lib.bitstream.Vp9;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.container.MuxerFactory;

/**
 * Copies the groups of pictures that a scene leaves as they are, and encodes the pictures between
 * them with the same codec. Every encoded run begins with a key frame, so that nothing refers over
 * an edge.
 */
final class ReusedPictures implements PictureFeed {
  /** Nobody shall see where encoded pictures begin. */
  private static final int QUALITY = 90;

  private static final List<String> CODECS = List.of("vp8", "vp9", "h264");

  private final Job job;
  private final Providers providers;
  private final Provider<MuxerFactory> container;
  private final ExportRequest.Compose request;
  private final OpenRecording recording;
  private final Excerpt excerpt;
  private final ReusePlan plan;
  private final NalSamples nals;
  private String encoder = "copy";
  private volatile @Nullable EncodedPictures composing;
  private long lastDecodeUs = Long.MIN_VALUE;
  private long bytes;

  private ReusedPictures(
      Job job,
      Providers providers,
      Provider<MuxerFactory> container,
      ExportRequest.Compose request,
      OpenRecording recording,
      Excerpt excerpt,
      ReusePlan plan)
      throws MediaException {
    this.job = job;
    this.providers = providers;
    this.container = container;
    this.request = request;
    this.recording = recording;
    this.excerpt = excerpt;
    this.plan = plan;
    nals = new NalSamples((VideoFormat) excerpt.screen().format());
  }

  /** Opens it where anything can be copied; what could not be opened, encoding will report. */
  static Optional<PictureFeed> open(
      Job job, Providers providers, Provider<MuxerFactory> container, ExportRequest.Compose request)
      throws IOException {
    if (!ReusePlan.isPlain(request.scene()) || request.video().frameRate().isPresent()) {
      return Optional.empty();
    }
    OpenRecording recording = OpenRecording.open(providers, request.source());
    try {
      Excerpt excerpt = Excerpt.of(recording, request.scene().timeline());
      TrackIndex index = excerpt.index();
      ReusePlan plan = ReusePlan.of(excerpt, index, request.scene());
      VideoFormat format = (VideoFormat) excerpt.screen().format();
      if (plan.copies()
          && isAsked(request, format)
          && container.service().supports(format)
          && (!plan.composes() || isMade(recording, excerpt.screen(), index))) {
        return Optional.of(
            new ReusedPictures(job, providers, container, request, recording, excerpt, plan));
      }
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
    recording.close();
    return Optional.empty();
  }

  private static boolean isAsked(ExportRequest.Compose request, VideoFormat format) {
    boolean isCodec = request.video().codec().map(format.codec()::equals).orElse(true);
    return isCodec && CODECS.contains(format.codec());
  }

  /** Whether an encoder makes such pictures: 8 bits, 4:2:0, even sides. */
  private static boolean isMade(OpenRecording recording, Track track, TrackIndex index)
      throws IOException {
    VideoFormat format = (VideoFormat) track.format();
    if (format.width() % 2 != 0 || format.height() % 2 != 0) {
      return false;
    }
    boolean[] isUsual = {false};
    recording
        .reader()
        .read(
            new SampleRange(track.id(), Math.max(0, index.keyframeBefore(0)), 1),
            (info, data) -> isUsual[0] = isUsual(format, data));
    return isUsual[0];
  }

  private static boolean isUsual(VideoFormat format, ByteBuffer keyframe) throws MediaException {
    if (format.codec().equals("vp9")) {
      return Vp9.parse(keyframe).map(header -> header.profile() == 0).orElse(false);
    }
    if (format.codec().equals("vp8")) {
      return true;
    }
    ParameterSets sets =
        format.config().isEmpty()
            ? ParameterSets.fromAnnexB(NalCodec.AVC, keyframe)
            : ParameterSets.fromConfig(NalCodec.AVC, format.config());
    if (sets.sps().isEmpty()) {
      return false;
    }
    H264.Sps sps = H264.parseSps(sets.sps().get(0).buffer());
    return sps.chromaFormat() == 1 && sps.lumaBits() == 8 && sps.chromaBits() == 8;
  }

  @Override
  public Excerpt excerpt() {
    return excerpt;
  }

  @Override
  public Track output() {
    Track screen = excerpt.screen();
    return new Track(
        screen.id(), nals.format((VideoFormat) screen.format()), screen.timescale(), screen.name());
  }

  @Override
  public String encoder() {
    return encoder;
  }

  @Override
  public void run(Turn turn, SampleSink sink) throws IOException {
    for (Piece piece : plan.pieces()) {
      if (piece instanceof Copied copied) {
        copy(copied, turn, sink);
      } else if (piece instanceof Composed composed) {
        compose(composed, turn, sink);
      }
    }
  }

  private void copy(Copied piece, Turn turn, SampleSink sink) throws IOException {
    boolean[] isFirst = {true};
    recording
        .reader()
        .read(
            piece.samples(),
            (info, data) -> {
              ByteBuffer sample = nals.annexB(data, info.keyframe(), isFirst[0]);
              SampleInfo placed = place(info, piece.span(), sample.remaining());
              turn.next(placed.timeUs(), bytes);
              write(placed, sample, sink);
              isFirst[0] = false;
            });
  }

  private static SampleInfo place(SampleInfo info, Span span, int sizeBytes) {
    long shiftUs = span.shownUs() - span.startUs();
    long fromUs = Math.max(info.timeUs(), span.startUs());
    long toUs = Math.min(info.timeUs() + info.durationUs(), span.endUs());
    return new SampleInfo(
        fromUs + shiftUs,
        info.decodeTimeUs() + shiftUs,
        Math.max(0, toUs - fromUs),
        sizeBytes,
        info.keyframe());
  }

  private void compose(Composed piece, Turn turn, SampleSink sink) throws IOException {
    VideoSettings asked = request.video();
    boolean isFree = asked.bitRate().isEmpty() && asked.quality().isEmpty();
    VideoSettings video =
        new VideoSettings(
            Optional.of(excerpt.screen().format().codec()),
            asked.effort(),
            asked.bitRate(),
            isFree ? OptionalInt.of(QUALITY) : asked.quality(),
            Optional.empty());
    try (EncodedPictures pictures =
        EncodedPictures.open(
            job,
            providers,
            request.source(),
            request.scene().with(new Timeline(List.of(piece.part()))),
            video,
            container,
            0)) {
      composing = pictures;
      encoder = "copy, " + pictures.encoder();
      pictures.run(
          (timeUs, encoded) -> turn.next(timeUs + piece.shownUs(), bytes),
          (info, data) -> write(shifted(info, piece.shownUs()), data, sink));
    } finally {
      composing = null;
    }
  }

  private static SampleInfo shifted(SampleInfo info, long byUs) {
    return new SampleInfo(
        info.timeUs() + byUs,
        info.decodeTimeUs() + byUs,
        info.durationUs(),
        info.size(),
        info.keyframe());
  }

  /** Reordered pictures are decoded before they are shown, but not before what lies before them. */
  private void write(SampleInfo info, ByteBuffer data, SampleSink sink) throws IOException {
    lastDecodeUs = Math.max(lastDecodeUs, info.decodeTimeUs());
    bytes += info.size();
    sink.accept(
        new SampleInfo(
            info.timeUs(), lastDecodeUs, info.durationUs(), info.size(), info.keyframe()),
        data);
  }

  @Override
  public void cancel() {
    EncodedPictures pictures = composing;
    if (pictures != null) {
      pictures.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
