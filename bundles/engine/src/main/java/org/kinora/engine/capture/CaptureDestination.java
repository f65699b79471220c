package org.kinora.engine.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.engine.copy.OpenSalvage;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.Replacement;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.EngineCatalog;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.export.ExportRequest;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.storage.StorageFormat;

/**
 * Where a live source will be written, checked before it is opened: a recording of a storage
 * format, or a file of a container that can be written live.
 */
final class CaptureDestination {
  private static final String LIVE = "container.live";

  private final Path path;
  private final ExportRequest.Capture request;
  private final Providers providers;
  private final Form form;

  /** What is written there. */
  private sealed interface Form {
    /** Whether tracks of this format can be written. */
    boolean supports(TrackFormat track);

    /** Whether what is there has this form, and was finished. */
    boolean isFinished(Path there, Providers providers) throws IOException;

    CaptureTarget create(Path path, RecordingInfo info, Map<String, String> options, boolean gaps)
        throws IOException;
  }

  private record RecordingForm(StorageFormat format) implements Form {
    @Override
    public boolean supports(TrackFormat track) {
      return true; // only its writer knows
    }

    @Override
    public boolean isFinished(Path there, Providers providers) throws IOException {
      try (OpenRecording recording = OpenRecording.open(providers, there)) {
        return Files.isDirectory(there) && recording.reader().info().complete();
      }
    }

    @Override
    public CaptureTarget create(
        Path path, RecordingInfo info, Map<String, String> options, boolean gaps)
        throws IOException {
      Directories.createParents(path); // the catalog's root is made with its first recording
      return CaptureRecording.create(path, format, info, options, gaps);
    }
  }

  private record FileForm(MuxerFactory container) implements Form {
    @Override
    public boolean supports(TrackFormat track) {
      return container.supports(track);
    }

    @Override
    public boolean isFinished(Path there, Providers providers) throws IOException {
      try (OpenSalvage file = OpenSalvage.open(there, providers)) {
        return file.salvage().report().whole();
      }
    }

    @Override
    public CaptureTarget create(
        Path path, RecordingInfo info, Map<String, String> options, boolean gaps)
        throws IOException {
      return CaptureFile.create(path, container, info, options);
    }
  }

  private CaptureDestination(
      Path path, ExportRequest.Capture request, Providers providers, Form form) {
    this.path = path;
    this.request = request;
    this.providers = providers;
    this.form = form;
  }

  /**
   * Finds the plugin and looks at the place.
   *
   * @throws MediaException PLUGIN_NOT_FOUND; ARGUMENT_INVALID if the container cannot be written
   *     live; ID_INVALID; DIR_NOT_FOUND if a file would be in none; TARGET_EXISTS if something is
   *     there that may not be replaced
   */
  static CaptureDestination of(ExportRequest.Capture request, Providers providers)
      throws IOException {
    Path path = request.target().toAbsolutePath().normalize();
    Form form = form(request.format(), providers);
    if (form instanceof RecordingForm) {
      EngineCatalog.checkedId(String.valueOf(path.getFileName()));
    } else {
      TargetFile.checkDirectory(path);
    }
    CaptureDestination destination = new CaptureDestination(path, request, providers, form);
    Replacement.mend(path);
    destination.checkFree();
    return destination;
  }

  /** A container, unless a storage format is called so. */
  private static Form form(String name, Providers providers) throws MediaException {
    boolean isFormat =
        providers.formats().stream().anyMatch(format -> format.text("format").equals(name));
    Optional<Provider<MuxerFactory>> container =
        providers.muxers().stream()
            .filter(muxer -> !isFormat && muxer.text("container").equals(name))
            .findFirst();
    if (container.isEmpty()) {
      return new RecordingForm(providers.format(name).service());
    }
    if (!container.get().isSet(LIVE)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "container %s cannot be written live; record another and copy it".formatted(name));
    }
    return new FileForm(container.get().service());
  }

  /** Only what is finished, and of the same form, is replaced. */
  private void checkFree() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (!request.overwrite()) {
      throw new MediaException(MediaError.TARGET_EXISTS, path + " is there already");
    }
    if (!isFinished()) {
      throw new MediaException(
          MediaError.TARGET_EXISTS,
          "%s is not replaced: it may still be written, or is something else; name another target"
              .formatted(path));
    }
  }

  private boolean isFinished() throws IOException {
    try {
      return form.isFinished(path, providers);
    } catch (MediaException unknownOrTorn) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  /** Whether tracks of this format can be written; of storage formats only their writer knows. */
  boolean supports(TrackFormat track) {
    return form.supports(track);
  }

  /**
   * Begins to write; what is replaced goes when the new one stands.
   *
   * @param gaps whether there may be gaps
   * @throws MediaException TRACK_NOT_SUPPORTED, ARGUMENT_INVALID for an option; TARGET_EXISTS if
   *     another job took the place meanwhile
   */
  CaptureTarget begin(List<Track> tracks, boolean gaps, String source) throws IOException {
    for (Track track : tracks) {
      if (!supports(track.format())) {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "container %s cannot hold track %d (%s)"
                .formatted(request.format(), track.id(), track.format().codec()));
      }
    }
    checkFree(); // again: to open a source takes seconds
    Replacement replacement = Replacement.begin(path);
    CaptureTarget target;
    try {
      target = form.create(path, describe(tracks, source), request.options(), gaps);
    } catch (IOException | RuntimeException e) {
      replacement.undo();
      throw e;
    }
    replacement.complete();
    return target;
  }

  private RecordingInfo describe(List<Track> tracks, String source) {
    return new RecordingInfo(
        path.getFileName().toString(),
        Optional.of(ZonedDateTime.now(ZoneId.systemDefault())),
        OptionalLong.empty(),
        false,
        tracks,
        Map.of("source", source));
  }
}
