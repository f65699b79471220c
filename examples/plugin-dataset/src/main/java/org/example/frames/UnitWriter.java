package org.example.frames;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.Effort;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/** Writes the files of one recording. */
final class UnitWriter {
  private static final long GROUP_US = 1_000_000;
  private static final int QUALITY = 75;

  private final RecordingSource recording;
  private final DatasetPlan.Piece piece;
  private final EventCodec codec = new EventCodec();
  private long unreadable;

  UnitWriter(RecordingSource recording, DatasetPlan.Piece piece) {
    this.recording = recording;
    this.piece = piece;
  }

  /** Writes both files; returns what the head says of them. */
  Head.Entry write(Settings settings, Path home) throws IOException {
    Track video = recording.info().firstVideo().orElseThrow();
    List<Long> pictures = new ArrayList<>();
    VideoCut.Made made =
        recording.cut(
            cut(video, settings),
            home.resolve(FramesFormat.VIDEO),
            (timeUs, durationUs, sourceUs, keyframe) -> pictures.add(timeUs));
    double scale = (double) made.width() / ((VideoFormat) video.format()).width();
    try (BufferedWriter lines = Files.newBufferedWriter(home.resolve(FramesFormat.LINES))) {
      Hands hands = new Hands(pictures, scale, lines);
      Optional<Track> events = Hands.track(recording.info());
      if (events.isPresent()) {
        follow(events.get(), hands);
      }
      hands.finish();
    }
    long durationUs = piece.endUs() - piece.startUs();
    return new Head.Entry(recording.info().id(), pictures.size(), durationUs, unreadable);
  }

  private VideoCut cut(Track video, Settings settings) {
    VideoCut.Encoded encoded =
        new VideoCut.Encoded(
            List.of("h264", "vp9"),
            Optional.of(settings.rate()),
            settings.width(),
            GROUP_US,
            QUALITY,
            Effort.BALANCED);
    return new VideoCut(video.id(), piece.startUs(), piece.endUs(), "mp4", encoded);
  }

  /** What went down before the first picture may be down still. */
  private void follow(Track events, Hands hands) throws IOException {
    TrackIndex index = recording.index(events.id());
    if (index.count() > 0 && index.timeUs(0) < piece.endUs()) {
      int version = ((EventFormat) events.format()).schemaVersion();
      recording.read(
          events.id(),
          index.timeUs(0),
          piece.endUs(),
          (info, data) -> take(version, info, data, hands));
    }
  }

  private void take(int version, SampleInfo info, ByteBuffer data, Hands hands) throws IOException {
    InputEvent event;
    try {
      event = codec.read(version, info.timeUs() - piece.startUs(), data);
    } catch (MediaException e) {
      if (e.code() != MediaError.DECODE_ERROR) {
        throw e;
      }
      unreadable++; // one bad event does not spoil the others
      return;
    }
    hands.take(event);
  }
}
