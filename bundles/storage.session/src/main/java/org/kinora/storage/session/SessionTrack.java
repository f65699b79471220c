package org.kinora.storage.session;

import java.io.IOException;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;

/**
 * A track of a media file, at the session's times.
 *
 * @param track as the session has it
 * @param trackInFile as the file counts it
 * @param index with the session's times
 */
record SessionTrack(Track track, MediaFile file, int trackInFile, TrackIndex index) {
  /** Hands over samples, which are there, each as the index says. */
  void read(SampleRange range, SampleSink sink) throws IOException {
    int[] next = {range.first()};
    file.reader()
        .read(
            new SampleRange(trackInFile, range.first(), range.count()),
            (info, data) -> sink.accept(index.info(next[0]++), data));
  }

  /** An index whose times all lie a while later. */
  static SampleTable shifted(TrackIndex index, long laterUs) {
    SampleTable.Builder table = SampleTable.builder();
    long at = 0;
    for (int i = 0; i < index.count(); i++) {
      table.add(
          index.timeUs(i) + laterUs,
          index.decodeTimeUs(i) + laterUs,
          index.durationUs(i),
          at,
          index.size(i),
          index.isKeyframe(i));
      at += index.size(i);
    }
    return table.build();
  }
}
