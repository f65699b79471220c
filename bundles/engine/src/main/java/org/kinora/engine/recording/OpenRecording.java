package org.kinora.engine.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.kinora.engine.file.Replacement;
import org.kinora.engine.plugin.PlainFiles;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/**
 * A recording opened by the format that knows it.
 *
 * @param path where it lies
 * @param format the format's name
 * @param version the format's version on disk
 * @param reader open; closed with this record
 */
public record OpenRecording(Path path, String format, int version, RecordingReader reader)
    implements Closeable {
  /**
   * A format that opens a place.
   *
   * @param version the format's version there
   */
  record Found(Provider<StorageFormat> provider, int version) {}

  /**
   * Asks every format: the preferred one that matches opens it. Without a match, a format that
   * knows another version decides the error.
   */
  public static OpenRecording open(Providers providers, Path path) throws IOException {
    Found found = probe(providers, path);
    Provider<StorageFormat> format = found.provider();
    return new OpenRecording(
        path, format.text("format"), found.version(), format.service().open(path));
  }

  /**
   * The preferred format that matches.
   *
   * @throws MediaException DIR_NOT_FOUND, FORMAT_TOO_OLD, FORMAT_TOO_NEW, FORMAT_UNKNOWN
   */
  static Found probe(Providers providers, Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new MediaException(
          MediaError.DIR_NOT_FOUND,
          "there is nothing at "
              + path
              + (Replacement.isOpen(path)
                  ? "; a job that was killed left it as %s: rename that"
                      .formatted(Replacement.replacedOf(path))
                  : ""));
    }
    PlainFiles.check(path);
    List<String> reasons = new ArrayList<>();
    MediaException wrongVersion = null;
    for (Provider<StorageFormat> provider : providers.formats()) {
      String name = provider.text("format");
      Probe probe = provider.service().probe(path);
      if (probe instanceof Probe.Match match) {
        return new Found(provider, match.version());
      } else if (probe instanceof Probe.WrongVersion wrong) {
        wrongVersion = wrongVersion(path, name, wrong);
      } else if (probe instanceof Probe.NoMatch no) {
        reasons.add(name + ": " + no.reason());
      }
    }
    if (wrongVersion != null) {
      throw wrongVersion;
    }
    throw new MediaException(
        MediaError.FORMAT_UNKNOWN,
        "no format opens " + path + (reasons.isEmpty() ? "" : "; " + String.join("; ", reasons)));
  }

  /** The track that was asked for, or the first that is video. */
  public static Track videoTrack(RecordingInfo info, OptionalInt wanted) throws MediaException {
    Track track =
        wanted.isPresent() ? info.track(wanted.getAsInt()) : info.firstVideo().orElse(null);
    if (track == null || !(track.format() instanceof VideoFormat)) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND,
          "recording %s has no video track%s"
              .formatted(info.id(), track == null ? "" : " " + track.id()));
    }
    return track;
  }

  private static MediaException wrongVersion(Path path, String format, Probe.WrongVersion wrong) {
    boolean old = wrong.found() < wrong.oldest();
    return new MediaException(
        old ? MediaError.FORMAT_TOO_OLD : MediaError.FORMAT_TOO_NEW,
        "%s is format %s version %d; the plugin here reads %d to %d"
            .formatted(path, format, wrong.found(), wrong.oldest(), wrong.newest()));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
