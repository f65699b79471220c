package org.kinora.engine.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.Replacement;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.EngineCatalog;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.SampleMerger;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/**
 * Copies every track into a new recording directory. The directory is written beside its place with
 * the suffix {@code .part}, read again and compared, forced to the disk, and only then gets its
 * name. The source is read once and never changed.
 */
public final class ImportJob extends Job {
  private final Resources resources = new Resources();
  private final ExportRequest.Import request;
  private final Provider<StorageFormat> format;
  private final Path target;
  private final Path part;
  private final OpenRecording source;
  private final SampleMerger merger;
  private final RecordingWriter writer;
  private final Map<Integer, CopiedTrack> tracks = new LinkedHashMap<>();
  private long samples;
  private long bytes;

  private ImportJob(String id, ExportRequest.Import request, Providers providers)
      throws IOException {
    super(id);
    this.request = request;
    target = request.target().toAbsolutePath().normalize();
    part = TargetFile.partOf(target);
    try {
      format = providers.format(request.format());
      EngineCatalog.checkedId(target.getFileName().toString());
      source = resources.add(OpenRecording.open(providers, request.source()));
      for (Track track : source.reader().info().tracks()) {
        tracks.put(track.id(), new CopiedTrack(track, source.reader().index(track.id())));
      }
      merger = new SampleMerger(source.reader(), source.reader().info().tracks(), this::damaged);
      checkFree();
      checkSpace();
      Directories.createParents(target);
      writer = format.service().create(part, describe(), request.options());
      resources.add(() -> Directories.delete(part));
      resources.add(writer);
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static ImportJob prepare(String id, ExportRequest.Import request, Providers providers)
      throws IOException {
    return new ImportJob(id, request, providers);
  }

  private RecordingInfo describe() {
    RecordingInfo info = source.reader().info();
    return new RecordingInfo(
        target.getFileName().toString(),
        info.startedAt(),
        OptionalLong.of(merger.endUs()),
        true,
        info.tracks(),
        info.tags());
  }

  private void checkFree() throws IOException {
    Replacement.mend(target);
    if (Files.exists(target)) {
      if (!request.overwrite()) {
        throw new MediaException(MediaError.TARGET_EXISTS, target + " is there already");
      }
      if (request.source().toRealPath().startsWith(target.toRealPath())) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID, target + " is the source; it is never replaced");
      }
    }
    if (Files.exists(part)) {
      if (!request.overwrite()) {
        throw new MediaException(
            MediaError.TARGET_EXISTS,
            part + " is there: another import writes it, or one was interrupted");
      }
      Directories.delete(part);
    }
  }

  /** The samples alone must fit; what a format adds is little, and its writer says if it is not. */
  private void checkSpace() throws IOException {
    long neededBytes = 0;
    for (CopiedTrack track : tracks.values()) {
      TrackIndex index = track.index();
      for (int i = 0; i < index.count(); i++) {
        neededBytes += index.size(i);
      }
    }
    long usableBytes = Directories.usableBytes(target);
    if (neededBytes > usableBytes) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "the samples of %s have %d bytes, and there are %d free where %s would be"
              .formatted(source.path(), neededBytes, usableBytes, target));
    }
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return target;
  }

  @Override
  protected ExportResult work() throws IOException {
    merger.copyAll(this::append);
    if (samples == 0 && tracks.values().stream().anyMatch(track -> track.index().count() > 0)) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR, "not one sample of " + source.path() + " can be read");
    }
    report(Stage.FINISHING, 0, merger.endUs(), samples, bytes);
    writer.finish();
    writer.close();
    tracks.values().forEach(track -> track.leftOut().forEach(this::warn));
    compare();
    Directories.force(part);
    place();
    return new ExportResult(
        target,
        List.of(),
        Directories.sizeBytes(target),
        merger.endUs(),
        request.format(),
        tracks.values().stream().map(CopiedTrack::result).toList(),
        warnings(),
        elapsed());
  }

  private void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    proceed();
    track(trackId).add(data);
    writer.append(trackId, info, data);
    samples++;
    bytes += info.size();
    report(Stage.COPYING, info.decodeTimeUs(), merger.endUs(), samples, bytes);
  }

  private void damaged(int trackId, int sample, MediaException failure) throws IOException {
    if (request.damaged() == Damaged.REFUSE) {
      throw failure;
    }
    proceed();
    track(trackId).leaveOut(String.valueOf(failure.getMessage()));
  }

  private CopiedTrack track(int trackId) {
    return Objects.requireNonNull(tracks.get(trackId));
  }

  /** Reads the copy as whoever opens it later will. */
  private void compare() throws IOException {
    try (RecordingReader written = format.service().open(part)) {
      CopyCheck check =
          new CopyCheck(
              written,
              format.number("format.toleranceUs"),
              info -> {
                proceed();
                report(Stage.FINISHING, info.decodeTimeUs(), merger.endUs(), samples, bytes);
              });
      check.check(List.copyOf(tracks.values())).forEach(this::warn);
    }
  }

  /** Gives the directory its name; one that is replaced goes only when the new one is in place. */
  private void place() throws IOException {
    Replacement replacement = Replacement.begin(target);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      replacement.undo();
      throw e;
    }
    replacement.complete();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
