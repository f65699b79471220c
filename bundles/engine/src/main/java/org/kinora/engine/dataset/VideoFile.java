package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.dataset.VideoCut;

/**
 * A video file that is to be made.
 *
 * @param recording of which it is made; stays the caller's
 * @param source the track, which is video
 * @param path where the file is made
 */
record VideoFile(
    Providers providers,
    OpenRecording recording,
    Track source,
    VideoCut cut,
    Path path,
    Watch watch) {
  /**
   * A picture of the file.
   *
   * @param sourceUs the recording's time of the picture that it is made of
   * @param untilUs until when the file shows it, as far as that is meant
   * @param keyframe whether decoding can begin with it
   */
  record Picture(long sourceUs, long untilUs, boolean keyframe) {}

  VideoFormat format() {
    return (VideoFormat) source.format();
  }

  TrackIndex index() throws IOException {
    return recording.reader().index(source.id());
  }

  PictureRange pictures() throws IOException {
    return PictureRange.of(recording.reader(), source, cut.startUs(), cut.endUs());
  }

  Provider<MuxerFactory> container() throws MediaException {
    return providers.muxer(cut.container());
  }

  /** Begins the file. */
  CutFile create(TrackFormat format, int timescale) throws IOException {
    Track track = new Track(1, format, timescale, "");
    return CutFile.create(
        providers, cut.container(), path, recording.reader().info().id(), track, watch);
  }

  /**
   * Tells of the pictures at the times that the file shows, which are as exact as its container.
   *
   * @param pictures in the order in which they are shown
   * @throws MediaException MUX_ERROR if the file has not these pictures
   */
  void tell(List<Picture> pictures, VideoCut.Frames frames) throws IOException {
    long[] times = times();
    if (times.length != pictures.size() || times.length == 0 || times[0] != 0) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "%s: found %d pictures from %d us on, expected %d from 0 us on"
              .formatted(
                  path.getFileName(),
                  times.length,
                  times.length == 0 ? 0 : times[0],
                  pictures.size()));
    }
    for (int i = 0; i < times.length; i++) {
      Picture picture = pictures.get(i);
      long untilUs = i + 1 < times.length ? times[i + 1] : picture.untilUs();
      frames.accept(
          times[i], Math.max(0, untilUs - times[i]), picture.sourceUs(), picture.keyframe());
    }
  }

  /** When the finished file shows its pictures, rising. */
  private long[] times() throws IOException {
    try (OpenRecording file = OpenRecording.open(providers, path)) {
      Track track = OpenRecording.videoTrack(file.reader().info(), OptionalInt.empty());
      TrackIndex index = file.reader().index(track.id());
      return IntStream.range(0, index.count()).mapToLong(index::timeUs).sorted().toArray();
    }
  }
}
