package org.kinora.engine.sound;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;

/**
 * Carries one audio track along. Its packets are copied where the container holds them and the
 * timeline is one piece that begins where the container can begin; else the sound is decoded, cut
 * and encoded.
 */
public abstract class AudioFeed implements Closeable {
  /** How far audio runs ahead of the pictures, so that a container gets it in runs. */
  private static final long AHEAD_US = 500_000;

  private static final String EDIT_LISTS = "container.editLists";

  private @Nullable Muxer muxer;
  private int number;
  private long fedUs = Long.MIN_VALUE;
  private long samples;

  /** What it writes. */
  public abstract Track output();

  /** The encoder's name, or {@code copy}. */
  public abstract String encoder();

  /** Hands to {@link #write} what is heard before a time of what is shown. */
  abstract void run(long untilUs) throws IOException;

  /** Hands over what is left. */
  abstract void runToEnd() throws IOException;

  /** Whether a container holds any sound. */
  public static boolean isHeard(Provider<MuxerFactory> container) {
    return Stream.of("opus", "aac", "flac", "pcm_s16le")
        .anyMatch(
            codec ->
                container.service().supports(new AudioFormat(codec, 48_000, 2, 0, Blob.EMPTY)));
  }

  /**
   * Chooses the way.
   *
   * @param source opened once more: sound is read beside the pictures
   * @param spans what of it is heard
   * @param isAll whether that is all of it
   * @throws org.kinora.media.MediaException TRACK_NOT_SUPPORTED if there is no way
   */
  public static AudioFeed open(
      Providers providers,
      Path source,
      Track track,
      Provider<MuxerFactory> container,
      List<Span> spans,
      boolean isAll)
      throws IOException {
    boolean holds = container.service().supports(track.format());
    boolean isPart = spans.size() == 1 && spans.get(0).speed() == 1;
    OpenRecording recording = OpenRecording.open(providers, source);
    try {
      if (holds && isAll) {
        return CopiedSound.whole(recording, track);
      } else if (holds && isPart && (container.isSet(EDIT_LISTS) || spans.get(0).startUs() == 0)) {
        return CopiedSound.part(recording, track, spans.get(0));
      }
      return RecodedSound.open(recording, track, container, spans, providers);
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  /** Adds the track to the file; done once, before anything is fed. */
  public final void addTo(Muxer file) throws IOException {
    muxer = file;
    number = file.addTrack(output());
  }

  /** Writes what belongs to times up to a little after {@code timeUs}. */
  public final void feedUntil(long timeUs) throws IOException {
    if (timeUs >= fedUs) {
      fedUs = timeUs + AHEAD_US;
      run(fedUs);
    }
  }

  /** Writes what is left. */
  public final void finish() throws IOException {
    runToEnd();
  }

  /** Writes one packet. */
  final void write(SampleInfo info, ByteBuffer data) throws IOException {
    if (muxer == null) {
      throw new IllegalStateException("no file yet");
    }
    muxer.write(number, info, data);
    samples++;
  }

  public final TrackResult result() {
    return new TrackResult(output().id(), output().format().codec(), encoder(), samples);
  }
}
