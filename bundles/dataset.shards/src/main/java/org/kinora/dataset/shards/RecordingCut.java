package org.kinora.dataset.shards;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.kinora.lib.dataset.RecordedRate;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.RecordingSource;

/**
 * How one recording is cut: which chunks, and how the video of each is made. The same recording and
 * options give the same cut.
 */
final class RecordingCut {
  /** A picture of 1080p takes some 20 kB. */
  private static final long PIXELS_A_BYTE = 100;

  private static final long US = 1_000_000;
  private static final long MOST_MILLIHERTZ = 1_000_000;
  private static final long LEAST_MILLIHERTZ = 17;

  private final RecordingSource recording;
  private final ShardsOptions options;
  private final Track video;
  private final TrackIndex index;
  private final long[] frameUs;
  private final long pictureEndUs;
  private final long endUs;
  private final Optional<FrameRate> rate;
  private List<ChunkSpan> spans = List.of();
  private List<CutMode> modes = List.of();
  private String reason = "";

  private RecordingCut(
      RecordingSource recording, ShardsOptions options, Track video, long eventEndUs)
      throws IOException {
    this.recording = recording;
    this.options = options;
    this.video = video;
    index = recording.index(video.id());
    frameUs =
        IntStream.range(0, index.count())
            .mapToLong(index::timeUs)
            .filter(timeUs -> timeUs >= 0)
            .sorted()
            .distinct()
            .toArray();
    int last = frameUs.length - 1;
    long lastUs =
        last < 0 ? 0 : frameUs[last] + (last == 0 ? 1 : frameUs[last] - frameUs[last - 1]);
    long toldUs = index.endUs();
    pictureEndUs = last >= 0 && toldUs > frameUs[last] ? toldUs : lastUs;
    endUs = Math.max(pictureEndUs, eventEndUs);
    rate =
        options.asRecorded()
            ? Optional.empty()
            : options.rate().or(() -> Optional.of(RecordedRate.of(frameUs)));
  }

  /**
   * Cuts a recording.
   *
   * @param eventEndUs behind its last event; what is shown last is shown until then
   * @return no chunks of a recording without pictures
   * @throws MediaException ARGUMENT_INVALID if it cannot be cut as the options demand
   */
  static RecordingCut of(
      RecordingSource recording, ShardsOptions options, Track video, long eventEndUs)
      throws IOException {
    RecordingCut cut = new RecordingCut(recording, options, video, eventEndUs);
    if (cut.frameUs.length > 0) {
      cut.decide();
    }
    return cut;
  }

  private void decide() throws IOException {
    if (options.cut().equals(Optional.of(CutMode.KEYFRAME))) {
      require(copyReason());
      long[] begins = closed();
      if (begins.length > 0) {
        all(
            ChunkPlan.onFrames(frameUs, begins, endUs, options.chunkUs(), options.tail()),
            CutMode.KEYFRAME);
      }
      return;
    }
    List<ChunkSpan> asTheyAre = rate.isEmpty() ? onFrames() : atRate(rate.get());
    String obstacle = options.cut().equals(Optional.of(CutMode.EXACT)) ? "cut=exact" : copyReason();
    if (obstacle.isEmpty()) {
      obstacle = gridReason(asTheyAre);
    }
    if (obstacle.isEmpty()) {
      spans = asTheyAre;
      // Pictures that are shown again behind the last one cannot be copied.
      modes =
          spans.stream()
              .map(span -> span.endFrame() > frameUs.length ? CutMode.EXACT : CutMode.GRID)
              .toList();
      return;
    }
    if (options.cut().equals(Optional.of(CutMode.GRID))) {
      require(obstacle);
    }
    reason = obstacle;
    all(rate.map(this::resampled).orElse(asTheyAre), CutMode.EXACT);
  }

  private void all(List<ChunkSpan> chunks, CutMode mode) {
    spans = chunks;
    modes = chunks.stream().map(span -> mode).toList();
  }

  private void require(String obstacle) throws MediaException {
    if (!obstacle.isEmpty()) {
      throw ShardsOptions.invalid(
          "recording %s cannot be copied: %s; use cut=auto"
              .formatted(recording.info().id(), obstacle));
    }
  }

  /** Why pictures cannot be copied at all, or nothing. */
  private String copyReason() {
    String codec = video.format().codec();
    if (options.width().isPresent()) {
      return "pictures get another width";
    }
    if (!options.codecs().isEmpty() && !options.codecs().contains(codec)) {
      return "pictures of %s are not wanted".formatted(codec);
    }
    return Containers.of(codec).isEmpty() ? "no container here takes " + codec : "";
  }

  /** Why chunks cannot begin where they should, or nothing. */
  private String gridReason(List<ChunkSpan> chunks) throws IOException {
    if (rate.isPresent() && !keeps(rate.get())) {
      return "pictures do not come at %s a second".formatted(rate.get());
    }
    for (ChunkSpan span : chunks) {
      if (span.startFrame() < frameUs.length && !isClosed(span.startUs())) {
        return String.format(
            Locale.ROOT,
            "no closed key frame at %.3f s, where chunk %d begins",
            span.startUs() / (double) US,
            span.number());
      }
    }
    return "";
  }

  private boolean keeps(FrameRate rate) {
    return RecordedRate.keeps(frameUs, rate);
  }

  private boolean isClosed(long timeUs) throws IOException {
    int sample = index.floor(timeUs);
    return sample >= 0
        && index.timeUs(sample) == timeUs
        && index.isKeyframe(sample)
        && recording.isClosed(video.id(), sample);
  }

  private long[] closed() throws IOException {
    List<Long> found = new ArrayList<>();
    for (long timeUs : frameUs) {
      if (isClosed(timeUs)) {
        found.add(timeUs);
      }
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }

  private List<ChunkSpan> onFrames() {
    return ChunkPlan.onFrames(frameUs, frameUs, endUs, options.chunkUs(), options.tail());
  }

  /** Chunks of so many of the recording's own pictures, which come at that rate. */
  private List<ChunkSpan> atRate(FrameRate rate) {
    return keeps(rate)
        ? ChunkPlan.constantRate(
            frames(rate), frame -> frameAt(frame, rate), perChunk(rate), options.tail())
        : List.of();
  }

  /** When a picture is shown; behind the last one times go on at the rate. */
  private long frameAt(long frame, FrameRate rate) {
    int last = frameUs.length - 1;
    return frame <= last ? frameUs[(int) frame] : frameUs[last] + rate.timeUs(frame - last);
  }

  private List<ChunkSpan> resampled(FrameRate rate) {
    return ChunkPlan.constantRate(frames(rate), rate::timeUs, perChunk(rate), options.tail());
  }

  /** How many pictures begin before the end, of which a millisecond may be rounding. */
  private long frames(FrameRate rate) {
    long lastUs =
        Math.max(frameUs[frameUs.length - 1], pictureEndUs - RecordedRate.ROUNDING_US - 1);
    long shown = keeps(rate) ? frameUs.length : rate.frameAt(lastUs) + 1;
    return Math.max(shown, endUs > pictureEndUs ? rate.frameAt(endUs - 1) + 1 : 0);
  }

  private long perChunk(FrameRate rate) {
    return ChunkPlan.framesPerChunk(rate, options.chunkUs());
  }

  Track video() {
    return video;
  }

  VideoFormat format() {
    return (VideoFormat) video.format();
  }

  /** The chunks, in the order of time. */
  List<ChunkSpan> spans() {
    return spans;
  }

  /** How the video of a chunk is made. */
  CutMode mode(int chunk) {
    return modes.get(chunk);
  }

  /** Why pictures are encoded again, or nothing. */
  String reason() {
    return reason;
  }

  /** Whether a time lies in a chunk. */
  boolean holds(long timeUs) {
    return !spans.isEmpty()
        && timeUs >= spans.get(0).startUs()
        && timeUs < spans.get(spans.size() - 1).endUs();
  }

  /** The number of the recording's picture that is shown at a time. */
  int sourceFrame(long timeUs) {
    return FrameRow.at(frameUs, timeUs);
  }

  /** The container of the video files: one for all chunks of a recording. */
  String container() {
    boolean copies = modes.stream().anyMatch(mode -> mode != CutMode.EXACT);
    return Containers.of(copies ? format().codec() : codecs().get(0)).orElse(Containers.MP4);
  }

  /** The codecs for pictures that are encoded again, best first. */
  List<String> codecs() {
    return options.codecs().isEmpty() ? Containers.USUAL_CODECS : options.codecs();
  }

  /** The rate of all chunks; none where pictures keep their own times. */
  Optional<FrameRate> constantRate() {
    return rate;
  }

  /** Says that pictures are left out because they come faster than was asked for. */
  Optional<String> thinning() {
    return rate.flatMap(made -> RecordedRate.note(frameUs, made));
  }

  /** The constant rate, or about how many pictures a second there are. */
  FrameRate rate() {
    if (rate.isPresent()) {
      return rate.get();
    }
    long spanUs = frameUs[frameUs.length - 1] - frameUs[0];
    long found = spanUs == 0 ? 0 : (frameUs.length - 1) * US * 1_000 / spanUs;
    long millihertz = Math.max(LEAST_MILLIHERTZ, Math.min(found, MOST_MILLIHERTZ));
    return millihertz % 1_000 == 0
        ? new FrameRate((int) (millihertz / 1_000), 1)
        : new FrameRate((int) millihertz, 1_000);
  }

  /** What its video will take, about. */
  long estimatedBytes() {
    long bytes = 0;
    boolean copies = false;
    for (int i = 0; i < spans.size(); i++) {
      long pixels = (long) format().width() * format().height() * spans.get(i).frames();
      bytes += mode(i) == CutMode.EXACT ? pixels / PIXELS_A_BYTE : 0;
      copies |= mode(i) != CutMode.EXACT;
    }
    for (int i = 0; copies && i < index.count(); i++) {
      bytes += holds(index.timeUs(i)) ? index.size(i) : 0;
    }
    return bytes;
  }
}
