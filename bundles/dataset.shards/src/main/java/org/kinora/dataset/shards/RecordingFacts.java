package org.kinora.dataset.shards;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.media.FrameRate;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/**
 * What is the same in all chunks of a recording.
 *
 * @param source what the pictures show: {@code screen+mic+webcam}
 * @param url where the recording is kept; credentials and query are never told
 * @param picture the size of exported pictures
 * @param rate of a constant rate that; of a varying one about so many frames a second
 * @param variableRate whether frames were left when they are
 * @param sourceSha256 of the recording's bytes, in hex, where known
 * @param overlay where a drawn controller covers the picture: x, y, width, height in pixels
 * @param generator name and version of what exported
 */
record RecordingFacts(
    String source,
    Optional<URI> url,
    PictureSize picture,
    int rotation,
    FrameRate rate,
    boolean variableRate,
    Optional<String> sourceSha256,
    CaptureRect captureRect,
    Optional<Box> overlay,
    Modalities modalities,
    Sync sync,
    Labels labels,
    TypedText typedText,
    Generator generator) {
  /** Drops what of the URL nobody should see. */
  RecordingFacts {
    url = url.map(RecordingFacts::told);
    if (overlay.isPresent() && !overlay.get().isInside(picture)) {
      throw new IllegalArgumentException(overlay.get() + " lies outside of " + picture);
    }
  }

  /** The facts of a recording as it describes itself. */
  static RecordingFacts of(
      RecordingInfo recording,
      ShardsOptions options,
      RecordingCut cut,
      RecordedEvents events,
      PictureSize picture,
      Generator generator) {
    List<Track> audio = TrackNames.audio(recording);
    boolean webcam = TrackNames.video(recording).size() > 1;
    PictureSize recorded = new PictureSize(cut.format().width(), cut.format().height());
    return new RecordingFacts(
        "screen" + (audio.isEmpty() ? "" : "+mic") + (webcam ? "+webcam" : ""),
        Optional.empty(),
        picture,
        0,
        cut.rate(),
        cut.constantRate().isEmpty(),
        Optional.empty(),
        options.captureRect().orElse(CaptureRect.of(recorded)),
        Optional.empty(),
        Modalities.of(audio, webcam, events),
        Sync.of(recording),
        options.labels(),
        options.typedText(),
        generator);
  }

  /** A rectangle in pixels of the picture. */
  record Box(int x, int y, int width, int height) {
    boolean isInside(PictureSize picture) {
      return x >= 0
          && y >= 0
          && width > 0
          && height > 0
          && (long) x + width <= picture.width()
          && (long) y + height <= picture.height();
    }
  }

  /** What exported, and in which version. */
  record Generator(String name, String version) {}

  private static URI told(URI url) {
    try {
      return new URI(
          url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the recording's address", e);
    }
  }
}
