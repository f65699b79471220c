package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.engine.codec.OpenEncoder;
import org.kinora.engine.dataset.VideoFile.Picture;
import org.kinora.engine.file.Resources;
import org.kinora.engine.picture.Composition;
import org.kinora.engine.picture.SceneScale;
import org.kinora.media.Blob;
import org.kinora.media.Effort;
import org.kinora.media.Frame;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.spi.dataset.VideoCut.Encoded;

/** Makes a video file of pictures that are decoded and encoded again, always the same bytes. */
final class EncodedVideo implements Closeable {
  /** With more, some libraries decide by the clock. */
  private static final int ENCODER_THREADS = 1;

  private static final int MICROSECONDS = 1_000_000;

  /** The ticks of a second, at least: players that round times to them stay unseen. */
  private static final int LEAST_TIMESCALE = 10_000;

  private final Resources resources = new Resources();
  private final VideoFile file;
  private final Encoded making;
  private final PictureRange range;
  private final @Nullable Composition scaling;
  private final OpenEncoder encoder;
  private final CutFile out;

  /** A copy of the picture that is shown until the next one comes. */
  private @Nullable VideoFrame shown;

  /** What was given to the encoder. */
  private final List<Picture> given = new ArrayList<>();

  /** What came out of it. */
  private final List<Picture> made = new ArrayList<>();

  private EncodedVideo(VideoFile file, Encoded making) throws IOException {
    this.file = file;
    this.making = making;
    range = file.pictures();
    try {
      VideoFormat source = file.format();
      scaling = isScaled(source) ? resources.add(scaling(source)) : null;
      encoder = resources.add(encoder(scaling == null ? source : scaling.output()));
      out = resources.add(file.create(encoder.encoder().format(), timescale()));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /** Makes the file. */
  static VideoCut.Made write(VideoFile file, Encoded making, VideoCut.Frames frames)
      throws IOException {
    VideoCut.Made made;
    List<Picture> pictures;
    try (EncodedVideo video = new EncodedVideo(file, making)) {
      pictures = video.write();
      VideoFormat format = (VideoFormat) video.encoder.encoder().format();
      made =
          new VideoCut.Made(format.codec(), format.width(), format.height(), video.encoder.name());
    }
    file.tell(pictures, frames);
    return made;
  }

  /** Encoders of halved chroma take even sides only. */
  private boolean isScaled(VideoFormat source) {
    return making.width().orElse(source.width()) != source.width()
        || source.width() % 2 != 0
        || source.height() % 2 != 0;
  }

  private Composition scaling(VideoFormat source) throws IOException {
    Scene scene =
        making.width().isPresent()
            ? SceneScale.toWidth(
                Scene.PLAIN, source.width(), source.height(), making.width().getAsInt())
            : Scene.PLAIN;
    return Composition.open(
        file.providers(), file.recording(), file.source(), scene, Quality.FULL, problem -> {});
  }

  private OpenEncoder encoder(VideoFormat picture) throws IOException {
    List<EncoderSettings> wanted = new ArrayList<>();
    for (String codec : making.codecs()) {
      VideoFormat format =
          new VideoFormat(codec, picture.width(), picture.height(), picture.color(), Blob.EMPTY);
      wanted.add(
          new EncoderSettings(
              format,
              OptionalLong.empty(),
              OptionalInt.of(making.quality()),
              effort(codec),
              making.groupUs(),
              ENCODER_THREADS,
              Map.of()));
    }
    return OpenEncoder.first(wanted, file.container(), file.providers());
  }

  /** The quick ways of VP8 go by the clock. */
  private Effort effort(String codec) {
    return codec.equals("vp8") && making.effort().compareTo(Effort.HIGH) < 0
        ? Effort.HIGH
        : making.effort();
  }

  /** Times of a constant rate are exact in a multiple of it. */
  private int timescale() {
    int frames = making.rate().map(FrameRate::frames).orElse(MICROSECONDS);
    return frames * Math.max(1, LEAST_TIMESCALE / frames);
  }

  private List<Picture> write() throws IOException {
    range.decode(file.providers(), file.watch(), this::follows);
    VideoFrame last = shown;
    if (last != null) {
      encodeUntil(last, range.endUs(), range.fileUs(range.shownUntilUs(last.timeUs())));
    }
    encoder.encoder().flush(this::mux);
    if (made.size() != given.size()) {
      throw new MediaException(
          MediaError.INTERNAL_ERROR,
          "%s made %d of %d pictures".formatted(encoder.name(), made.size(), given.size()));
    }
    out.finish();
    return made;
  }

  /** Takes the next picture; the one before it was shown until then. */
  private void follows(Frame frame) throws IOException {
    VideoFrame before = shown;
    if (before != null) {
      encodeUntil(before, frame.timeUs(), range.fileUs(frame.timeUs()));
    }
    shown = FrameQueue.copy((VideoFrame) frame, before);
  }

  /**
   * Encodes a picture as often as it is shown.
   *
   * @param followedUs when another follows it in the recording
   * @param untilUs the same in the file
   */
  private void encodeUntil(VideoFrame picture, long followedUs, long untilUs) throws IOException {
    if (making.rate().isEmpty()) {
      encode(picture, range.fileUs(picture.timeUs()), untilUs);
      return;
    }
    FrameRate rate = making.rate().get();
    while (range.startUs() + rate.timeUs(given.size()) < followedUs) {
      long number = given.size();
      encode(picture, rate.timeUs(number), rate.timeUs(number + 1));
    }
  }

  private void encode(VideoFrame picture, long timeUs, long untilUs) throws IOException {
    boolean isFirst = given.isEmpty();
    given.add(new Picture(picture.timeUs(), untilUs, false));
    VideoFrame placed = picture.at(timeUs, untilUs - timeUs);
    if (scaling == null) {
      encoder.encoder().encode(placed, isFirst, this::mux);
    } else {
      scaling.compose(
          picture.timeUs(),
          placed,
          frame ->
              encoder
                  .encoder()
                  .encode(((VideoFrame) frame).at(timeUs, untilUs - timeUs), isFirst, this::mux));
    }
  }

  private void mux(SampleInfo info, ByteBuffer data) throws IOException {
    if (info.timeUs() != info.decodeTimeUs()) {
      throw new MediaException(
          MediaError.ENCODER_NOT_SUPPORTED,
          "%s reorders pictures, at %d us".formatted(encoder.name(), info.timeUs()));
    }
    Picture picture = given.get(made.size());
    made.add(new Picture(picture.sourceUs(), picture.untilUs(), info.keyframe()));
    out.write(info, data);
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
