package org.kinora.tck.contract;

import java.util.List;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** A track format of every codec that Kinora has a word for, and of one that nobody has. */
final class KnownFormats {
  private KnownFormats() {}

  static List<TrackFormat> all() {
    return List.of(
        video("h264"),
        video("h265"),
        video("vp8"),
        video("vp9"),
        video("av1"),
        video("png"),
        audio("opus"),
        audio("aac"),
        audio("flac"),
        audio("vorbis"),
        audio("mp3"),
        audio("pcm_s16le"),
        new EventFormat("input", 1),
        video("nobody_knows_this"));
  }

  private static TrackFormat video(String codec) {
    return new VideoFormat(codec, 160, 96, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  }

  private static TrackFormat audio(String codec) {
    return new AudioFormat(codec, 48_000, 2, 0, Blob.EMPTY);
  }
}
