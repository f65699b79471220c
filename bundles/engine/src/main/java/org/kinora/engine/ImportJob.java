package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/**
 * Copies every track into a new recording directory. The directory is written beside its place with
 * the suffix {@code .part} and gets its name when it is whole.
 */
final class ImportJob extends Job {
  private final Resources resources = new Resources();
  private final String format;
  private final Path target;
  private final Path part;
  private final boolean overwrite;
  private final OpenRecording source;
  private final List<Track> tracks;
  private final SampleMerger merger;
  private final RecordingWriter writer;
  private final Map<Integer, Long> samples = new HashMap<>();
  private long total;
  private long bytes;

  private ImportJob(String id, ExportRequest.Import request, Providers providers)
      throws IOException {
    super(id);
    format = request.format();
    overwrite = request.overwrite();
    target = request.target().toAbsolutePath().normalize();
    part = TargetFile.partOf(target);
    try {
      Provider<StorageFormat> provider = providers.format(format);
      EngineCatalog.checkedId(target.getFileName().toString());
      source = resources.add(OpenRecording.open(providers, request.source()));
      tracks = source.reader().info().tracks();
      merger = new SampleMerger(source.reader(), tracks);
      checkFree();
      Files.createDirectories(target.getParent());
      writer = provider.service().create(part, describe(), request.options());
      resources.add(() -> deleteTree(part));
      resources.add(writer);
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  static ImportJob prepare(String id, ExportRequest.Import request, Providers providers)
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
        tracks,
        info.tags());
  }

  private void checkFree() throws IOException {
    if (Files.exists(target) && !overwrite) {
      throw new MediaException(MediaError.TARGET_EXISTS, target + " is there already");
    }
    if (Files.exists(part)) {
      if (!overwrite) {
        throw new MediaException(
            MediaError.TARGET_EXISTS,
            part + " is there: another import writes it, or one was interrupted");
      }
      deleteTree(part);
    }
  }

  @Override
  ExportResult work() throws IOException {
    merger.copyAll(this::append);
    report(Stage.FINISHING, merger.endUs(), merger.endUs(), total, bytes);
    writer.finish();
    writer.close();
    place();
    return new ExportResult(
        target,
        sizeOf(target),
        merger.endUs(),
        format,
        tracks.stream()
            .map(
                track ->
                    new TrackResult(
                        track.id(),
                        track.format().codec(),
                        "copy",
                        samples.getOrDefault(track.id(), 0L)))
            .toList(),
        warnings(),
        elapsed());
  }

  private void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    checkCancelled();
    writer.append(trackId, info, data);
    samples.merge(trackId, 1L, Long::sum);
    total++;
    bytes += info.size();
    report(Stage.COPYING, info.decodeTimeUs(), merger.endUs(), total, bytes);
  }

  /** Gives the directory its name; one that is replaced goes only when the new one is in place. */
  private void place() throws IOException {
    Path replaced = target.resolveSibling(target.getFileName() + ".replaced" + TargetFile.PART);
    boolean replaces = Files.exists(target);
    if (replaces) {
      deleteTree(replaced);
      Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    if (replaces) {
      deleteTree(replaced);
    }
  }

  private static long sizeOf(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
