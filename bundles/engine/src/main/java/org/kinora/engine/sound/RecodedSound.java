package org.kinora.engine.sound;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.OpenEncoder;
import org.kinora.engine.file.Resources;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.AudioFormat;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.container.MuxerFactory;

/**
 * Decodes the parts of an audio track that a timeline plays, cuts them to the sample, stretches
 * those that are faster or slower, and encodes the whole as one sound. Where nothing was recorded
 * it is silent.
 */
final class RecodedSound extends AudioFeed {
  private final Resources resources = new Resources();
  private final OpenRecording recording;
  private final Track track;
  private final List<Span> spans;
  private final Providers providers;
  private final OpenEncoder chosen;
  private final long soundEndUs;
  private int number;
  private @Nullable SpanSound current;

  private RecodedSound(
      OpenRecording recording,
      Track track,
      Provider<MuxerFactory> container,
      List<Span> spans,
      Providers providers)
      throws IOException {
    this.recording = recording;
    this.track = track;
    this.spans = spans;
    this.providers = providers;
    AudioFormat source = (AudioFormat) track.format();
    TrackIndex index = recording.reader().index(track.id());
    soundEndUs = index.endUs();
    chosen = resources.add(OpenEncoder.ofSound(source, container, providers));
    resources.add(recording);
    checkStretch(source);
  }

  /** Fails now where it would in the middle. */
  private void checkStretch(AudioFormat source) throws IOException {
    for (Span span : spans) {
      if (span.speed() != 1) {
        providers.timeStretch(source.sampleRate(), source.channels(), span.speed()).close();
      }
    }
  }

  /** Takes over the recording, unless this fails. */
  static RecodedSound open(
      OpenRecording recording,
      Track track,
      Provider<MuxerFactory> container,
      List<Span> spans,
      Providers providers)
      throws IOException {
    return new RecodedSound(recording, track, container, spans, providers);
  }

  @Override
  public Track output() {
    AudioFormat format = (AudioFormat) chosen.encoder().format();
    return new Track(track.id(), format, format.sampleRate(), track.name());
  }

  @Override
  public String encoder() {
    return chosen.name();
  }

  @Override
  void run(long untilUs) throws IOException {
    while (number < spans.size() && spans.get(number).shownUs() < untilUs) {
      Span span = spans.get(number);
      if (current == null) {
        current = begin(span);
      }
      if (untilUs < span.shownUs() + span.shownDurationUs()) {
        current.run(span.toRecorded(untilUs));
        return;
      }
      current.finish();
      end();
    }
  }

  private SpanSound begin(Span span) throws IOException {
    boolean isLast = number == spans.size() - 1;
    long endUs = isLast ? Math.min(span.endUs(), soundEndUs) : span.endUs();
    return SpanSound.open(
        providers,
        recording.reader(),
        track,
        new Span(span.startUs(), Math.max(span.startUs(), endUs), span.speed(), span.shownUs()),
        sound -> chosen.encoder().encode(sound, false, this::write));
  }

  private void end() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
    number++;
  }

  @Override
  void runToEnd() throws IOException {
    run(Long.MAX_VALUE);
    chosen.encoder().flush(this::write);
  }

  @Override
  public void close() throws IOException {
    try (resources) {
      end();
    }
  }
}
