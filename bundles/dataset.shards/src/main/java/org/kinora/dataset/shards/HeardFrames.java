package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.VideoCut;

/** Notes what pictures a video file got. */
final class HeardFrames implements VideoCut.Frames {
  private final List<Frame> frames = new ArrayList<>();

  private record Frame(long timeUs, long sourceUs, boolean keyframe) {}

  @Override
  public void accept(long timeUs, long durationUs, long sourceUs, boolean keyframe) {
    frames.add(new Frame(timeUs, sourceUs, keyframe));
  }

  int count() {
    return frames.size();
  }

  /**
   * The rows of {@code frames}. Each picture is shown until the next one, the last one to the end
   * of the chunk.
   *
   * @throws MediaException DATA_RANGE_ERROR if the file does not have the chunk's pictures
   */
  List<FrameRow> rows(String chunk, ChunkSpan span, RecordingCut cut) throws MediaException {
    check(chunk, span);
    List<FrameRow> rows = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      long endUs = i + 1 < frames.size() ? frames.get(i + 1).timeUs() : span.durationUs();
      rows.add(
          new FrameRow(
              i,
              frame.timeUs(),
              endUs - frame.timeUs(),
              cut.sourceFrame(frame.sourceUs()),
              i > 0 && frame.sourceUs() == frames.get(i - 1).sourceUs(),
              frame.keyframe()));
    }
    return rows;
  }

  private void check(String chunk, ChunkSpan span) throws MediaException {
    if (frames.size() != span.frames()) {
      throw wrong(chunk, "%d pictures, expected %d".formatted(frames.size(), span.frames()));
    }
    long beforeUs = -1;
    for (Frame frame : frames) {
      if (frame.timeUs() <= beforeUs || frame.timeUs() >= span.durationUs()) {
        throw wrong(
            chunk,
            "a picture at %d us behind one at %d us, the chunk has %d us"
                .formatted(frame.timeUs(), beforeUs, span.durationUs()));
      }
      beforeUs = frame.timeUs();
    }
    if (frames.get(0).timeUs() != 0 || !frames.get(0).keyframe()) {
      throw wrong(chunk, "its video does not begin with a key frame at time 0");
    }
  }

  private static MediaException wrong(String chunk, String what) {
    return new MediaException(MediaError.DATA_RANGE_ERROR, chunk + ": " + what);
  }
}
