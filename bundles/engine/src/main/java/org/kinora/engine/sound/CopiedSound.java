package org.kinora.engine.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.SampleMerger;
import org.kinora.engine.recording.TrackCut;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Timeline.Span;

/** Copies the packets of one part of an audio track. */
final class CopiedSound extends AudioFeed {
  private final OpenRecording recording;
  private final TrackCut cut;
  private final SampleMerger merger;
  private final long startUs;

  private CopiedSound(OpenRecording recording, TrackCut cut, long startUs) throws IOException {
    this.recording = recording;
    this.cut = cut;
    this.startUs = startUs;
    merger = SampleMerger.of(recording.reader(), List.of(cut.samples()));
  }

  /** All of a track; takes over the recording. */
  static CopiedSound whole(OpenRecording recording, Track track) throws IOException {
    TrackIndex index = recording.reader().index(track.id());
    return new CopiedSound(recording, TrackCut.untilEnd(track, index, Long.MAX_VALUE), 0);
  }

  /** A part of a track, with what is decoded and not heard before it; takes over the recording. */
  static CopiedSound part(OpenRecording recording, Track track, Span span) throws IOException {
    TrackIndex index = recording.reader().index(track.id());
    TrackCut cut = TrackCut.between(track, index, span.startUs(), span.endUs(), true);
    return new CopiedSound(recording, cut, span.startUs());
  }

  @Override
  public Track output() {
    return cut.track();
  }

  @Override
  public String encoder() {
    return "copy";
  }

  @Override
  void run(long untilUs) throws IOException {
    merger.copyUntil(startUs + untilUs, this::take);
  }

  @Override
  void runToEnd() throws IOException {
    merger.copyAll(this::take);
  }

  private void take(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    write(cut.place(info), data);
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
