package org.kinora.playback;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Opens recordings of any format that a plugin reads. Safe for many threads. */
@ProviderType
public interface Playback {
  /**
   * Opens a recording or a media file without loading it.
   *
   * @return a session that the caller closes
   * @throws org.kinora.media.MediaException DIR_NOT_FOUND, FORMAT_UNKNOWN, FORMAT_TOO_OLD,
   *     FORMAT_TOO_NEW, or what the format finds wrong
   */
  PlaybackSession open(Path recording) throws IOException;

  /**
   * Opens a recording to show it. The player says {@link PlayerListener#ready}, then hands over the
   * first picture.
   *
   * @return a player that the caller closes
   * @throws org.kinora.media.MediaException as {@link #open}; TRACK_NOT_FOUND without video;
   *     DECODER_NOT_SUPPORTED; PLUGIN_NOT_FOUND without a compositor
   */
  Player play(Path recording, PlayerSettings settings, PlayerListener listener) throws IOException;
}
