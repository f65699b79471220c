package org.kinora.dataset.shards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kinora.dataset.shards.ChunkFacts.MediaFile;
import org.kinora.lib.dataset.RecordedRate;
import org.kinora.media.AudioFormat;
import org.kinora.media.Effort;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.spi.dataset.VideoCut.Copied;
import org.kinora.spi.dataset.VideoCut.Encoded;
import org.kinora.spi.dataset.VideoCut.Making;

/** Makes the files of video and sound of a recording's chunks. */
final class ChunkMedia {
  /** The longest way from a key frame to a picture. */
  private static final long GROUP_US = 500_000;

  private static final String WAVE = "wave";

  private final RecordingSource recording;
  private final ShardsOptions options;
  private final RecordingCut cut;
  private final TrackNames names;
  private final Path root;

  ChunkMedia(
      RecordingSource recording,
      ShardsOptions options,
      RecordingCut cut,
      TrackNames names,
      Path root) {
    this.recording = recording;
    this.options = options;
    this.cut = cut;
    this.names = names;
    this.root = root;
  }

  /**
   * A chunk's video, and what is in it.
   *
   * @param mode how it was made in the end
   */
  record Video(MediaFile file, CutMode mode, PictureSize picture, List<FrameRow> frames) {}

  /** Makes a chunk's first video. Pictures that cannot be copied after all are encoded again. */
  Video video(Layout layout, ChunkSpan span) throws IOException {
    CutMode mode = cut.mode(span.number());
    if (mode == CutMode.EXACT) {
      return video(layout, span, mode);
    }
    try {
      return video(layout, span, mode);
    } catch (MediaException e) {
      if (e.code() != MediaError.DATA_RANGE_ERROR) {
        throw e;
      }
      Files.deleteIfExists(root.resolve(layout.video("", cut.container())));
      return video(layout, span, CutMode.EXACT);
    }
  }

  private Video video(Layout layout, ChunkSpan span, CutMode mode) throws IOException {
    String path = layout.video("", cut.container());
    HeardFrames heard = new HeardFrames();
    VideoCut video = cut(cut.video().id(), span, mode == CutMode.EXACT ? encoded() : new Copied());
    VideoCut.Made made = recording.cut(video, place(path), heard);
    return new Video(
        new MediaFile(true, names.of(cut.video()), path, made.codec(), heard.count()),
        mode,
        new PictureSize(made.width(), made.height()),
        heard.rows(layout.chunkName(), span, cut));
  }

  private Encoded encoded() {
    return new Encoded(
        Containers.taken(cut.container(), cut.codecs()),
        cut.constantRate(),
        options.width(),
        GROUP_US,
        options.quality(),
        Effort.BALANCED);
  }

  /**
   * The part of the recording that becomes a chunk's pictures. At a constant rate there are as many
   * as the chunk has, and each may come a millisecond late, for recorders round.
   */
  private VideoCut cut(int track, ChunkSpan span, Making making) {
    long startUs = span.startUs();
    long endUs = span.endUs();
    if (making instanceof Encoded encoded && encoded.rate().isPresent()) {
      startUs += RecordedRate.ROUNDING_US;
      endUs = startUs + encoded.rate().get().timeUs(span.frames());
    }
    return new VideoCut(track, startUs, endUs, cut.container(), making);
  }

  /** Makes the videos of the other tracks, where something is shown on them. */
  List<MediaFile> others(Layout layout, ChunkSpan span) throws IOException {
    List<MediaFile> files = new ArrayList<>();
    for (Track track : recording.info().tracks()) {
      if (track.format() instanceof VideoFormat && track.id() != cut.video().id()) {
        other(layout, span, track).ifPresent(files::add);
      }
    }
    return files;
  }

  private Optional<MediaFile> other(Layout layout, ChunkSpan span, Track track) throws IOException {
    String path = layout.video(names.of(track), cut.container());
    HeardFrames heard = new HeardFrames();
    try {
      VideoCut.Made made = recording.cut(cut(track.id(), span, encoded()), place(path), heard);
      return Optional.of(new MediaFile(true, names.of(track), path, made.codec(), heard.count()));
    } catch (MediaException e) {
      if (e.code() != MediaError.DATA_RANGE_ERROR) {
        throw e;
      }
      Files.deleteIfExists(root.resolve(path));
      return Optional.empty();
    }
  }

  /** Makes the sound, a file a track. */
  List<MediaFile> sounds(Layout layout, ChunkSpan span) throws IOException {
    List<MediaFile> files = new ArrayList<>();
    if (options.audioCodec().isEmpty()) {
      return files;
    }
    String codec = options.audioCodec().get();
    List<Track> tracks = TrackNames.audio(recording.info());
    for (Track track : tracks) {
      String name = names.of(track);
      String path = layout.audio(tracks.size() == 1 ? "" : name, "wav");
      recording.cut(
          new AudioCut(track.id(), span.startUs(), span.endUs(), WAVE, codec), place(path));
      int rateHz = ((AudioFormat) track.format()).sampleRate();
      long samples = span.endSample(rateHz) - span.startSample(rateHz);
      files.add(new MediaFile(false, name, path, codec, samples));
    }
    return files;
  }

  private Path place(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return file;
  }
}
