package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerListener;
import org.kinora.playback.PlayerSettings;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.storage.jsonl.JsonlFormat;
import org.kinora.storage.reel.ReelFormat;
import org.kinora.storage.rf1.Rf1Format;

/** Opens real formats and {@link Tape tapes}, and notes what was opened. */
final class TapePlayback implements Playback {
  final List<Path> opened = new ArrayList<>();

  @Override
  public PlaybackSession open(Path at) throws IOException {
    opened.add(at);
    if (!Files.exists(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is nothing at " + at);
    }
    if (Tape.isTape(at)) {
      return new FormatSession(at, "tape", Tape.open(at));
    }
    for (StorageFormat format : List.of(new JsonlFormat(), new ReelFormat(), new Rf1Format())) {
      Probe probe = format.probe(at);
      if (probe instanceof Probe.Match) {
        RecordingReader reader = format.open(at);
        return new FormatSession(at, format.getClass().getSimpleName(), reader);
      } else if (probe instanceof Probe.WrongVersion) {
        throw new MediaException(MediaError.FORMAT_TOO_NEW, at + " is of another version");
      }
    }
    throw new MediaException(MediaError.FORMAT_UNKNOWN, "no format opens " + at);
  }

  @Override
  public Player play(Path recording, PlayerSettings settings, PlayerListener listener) {
    throw new UnsupportedOperationException("archives do not play");
  }
}
