package org.kinora.engine.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;

/** Writes what is left of a file that was cut off as a whole file; the source is only read. */
public final class RecoverJob extends Job {
  private static final String RECOVERED = ".recovered";

  private final Resources resources = new Resources();
  private final ExportRequest.Recover request;
  private final Path path;
  private final OpenSalvage source;
  private final SalvageReport found;
  private final TargetFile target;

  private RecoverJob(String id, ExportRequest.Recover request, Providers providers)
      throws IOException {
    super(id);
    this.request = request;
    try {
      source = resources.add(OpenSalvage.open(request.source(), providers));
      found = source.salvage().report();
      if (found.whole()) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            request.source() + " is whole; there is nothing to recover");
      }
      Path asked = request.target().orElseGet(() -> beside(request.source()));
      path = asked.toAbsolutePath().normalize();
      target = resources.add(TargetFile.of(request.source(), path, request.overwrite()));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static RecoverJob prepare(String id, ExportRequest.Recover request, Providers providers)
      throws IOException {
    return new RecoverJob(id, request, providers);
  }

  /** {@code name.recovered.ext}; what a job left as {@code name.ext.part} is such a name too. */
  private static Path beside(Path source) {
    String name = source.toAbsolutePath().normalize().getFileName().toString();
    if (name.endsWith(TargetFile.PART)) {
      name = name.substring(0, name.length() - TargetFile.PART.length());
    }
    int dot = name.lastIndexOf('.');
    return source.resolveSibling(
        dot <= 0 ? name + RECOVERED : name.substring(0, dot) + RECOVERED + name.substring(dot));
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return path;
  }

  @Override
  protected ExportResult work() throws IOException {
    try {
      source.salvage().writeTo(target.channel(), this::written);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    long sizeBytes = target.channel().size();
    report(Stage.FINISHING, found.durationUs(), found.durationUs(), samples(), sizeBytes);
    target.commit();
    if (found.lostBytes() > 0) {
      warn(loss());
    }
    return new ExportResult(
        path,
        List.of(),
        sizeBytes,
        found.durationUs(),
        found.container(),
        found.tracks().stream()
            .map(track -> new TrackResult(track.id(), track.codec(), "copy", track.samples()))
            .toList(),
        warnings(),
        elapsed());
  }

  private void written(long bytes) {
    try {
      proceed();
    } catch (MediaException e) {
      throw new UncheckedIOException(e);
    }
    double done = Math.min(1, (double) bytes / Math.max(1, found.keptBytes()));
    long timeUs = (long) (done * found.durationUs());
    report(Stage.COPYING, timeUs, found.durationUs(), 0, bytes);
  }

  private long samples() {
    return found.tracks().stream().mapToLong(SalvageReport.TrackReport::samples).sum();
  }

  /** The seconds are an estimate: what was lost cannot be read. */
  private String loss() {
    double lostSeconds =
        (double) found.lostBytes() / Math.max(1, found.keptBytes()) * found.durationUs() / 1e6;
    return String.format(
        Locale.ROOT,
        "the last %d bytes, about %.1f s, are not whole and were left out",
        found.lostBytes(),
        lostSeconds);
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
