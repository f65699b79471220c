package org.kinora.engine.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.kinora.engine.dataset.VideoFile.Picture;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.VideoCut;

/** Makes a video file of pictures as they are. */
final class CopiedVideo {
  private final VideoFile file;
  private final TrackIndex index;
  private final PictureRange range;
  private final SampleRange samples;

  /** The samples in the order in which they are shown. */
  private final List<Integer> shown;

  /** Of each sample, until when the file shows it. */
  private final Map<Integer, Long> untilUs = new HashMap<>();

  CopiedVideo(VideoFile file) throws IOException {
    this.file = file;
    range = file.pictures();
    index = file.index();
    samples = range.samples();
    shown =
        IntStream.range(samples.first(), samples.end())
            .boxed()
            .sorted(Comparator.comparingLong(index::timeUs))
            .toList();
    for (int i = 0; i < shown.size(); i++) {
      long timeUs = index.timeUs(shown.get(i));
      untilUs.put(
          shown.get(i),
          range.fileUs(
              i + 1 < shown.size() ? index.timeUs(shown.get(i + 1)) : range.shownUntilUs(timeUs)));
    }
  }

  VideoCut.Made write(VideoCut.Frames frames) throws IOException {
    checkBeginning();
    checkEnd();
    boolean isReordered = !isInOrder();
    if (isReordered && file.container().isSet("container.editLists")) {
      throw refused(
          "its pictures are reordered: %s would need an edit list to show the first one at 0"
              .formatted(file.cut().container()));
    }
    VideoFormat format = file.format();
    try (CutFile out = file.create(format, file.source().timescale())) {
      int[] next = {samples.first()};
      file.recording()
          .reader()
          .read(
              samples,
              (info, data) -> {
                file.watch().at(info.timeUs());
                out.write(placed(info, next[0]++, isReordered), data);
              });
      out.finish();
    }
    file.tell(pictures(), frames);
    return new VideoCut.Made(format.codec(), format.width(), format.height(), "copy");
  }

  /** A closed group begins, with the picture that is shown first. */
  private void checkBeginning() throws IOException {
    int key = samples.first();
    if (index.timeUs(key) != range.firstUs()
        || !ClosedGroups.begins(file.recording().reader(), file.source(), key)) {
      throw refused("no closed group of pictures begins at its start");
    }
  }

  /** What is decoded up to the end is what is shown up to it. */
  private void checkEnd() throws MediaException {
    int most = Math.min(index.count(), samples.end() + DatasetSource.MOST_REORDERED);
    boolean ends = range.holds(index.timeUs(shown.get(shown.size() - 1)));
    for (int i = samples.end(); i < most; i++) {
      ends &= index.timeUs(i) >= range.endUs();
    }
    if (!ends) {
      throw refused("no closed group of pictures ends at its end");
    }
  }

  private boolean isInOrder() {
    return IntStream.range(samples.first() + 1, samples.end())
        .allMatch(i -> index.timeUs(i - 1) < index.timeUs(i));
  }

  private MediaException refused(String why) {
    VideoCut cut = file.cut();
    return new MediaException(
        MediaError.DATA_RANGE_ERROR,
        "track %d of recording %s cannot be copied from %d to %d us: %s"
            .formatted(
                cut.track(),
                file.recording().reader().info().id(),
                cut.startUs(),
                cut.endUs(),
                why));
  }

  /** A sample with its times in the file. */
  private SampleInfo placed(SampleInfo info, int sample, boolean isReordered) {
    long timeUs = range.fileUs(info.timeUs());
    return new SampleInfo(
        timeUs,
        isReordered ? info.decodeTimeUs() - range.startUs() : timeUs,
        untilUs(sample) - timeUs,
        info.size(),
        info.keyframe());
  }

  private long untilUs(int sample) {
    return Objects.requireNonNull(untilUs.get(sample));
  }

  private List<Picture> pictures() {
    List<Picture> pictures = new ArrayList<>();
    for (int sample : shown) {
      pictures.add(new Picture(index.timeUs(sample), untilUs(sample), index.isKeyframe(sample)));
    }
    return pictures;
  }
}
