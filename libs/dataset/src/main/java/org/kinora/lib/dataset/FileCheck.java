package org.kinora.lib.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaException;

/**
 * Compares the files of a data set with its manifest. Data sets of others have none: nothing is
 * said of them.
 */
public final class FileCheck {
  private FileCheck() {}

  /** Tells of each file that is missing, changed or not listed. */
  public static void run(Path root, FaultSink faults) throws IOException {
    Path manifest = root.resolve(Manifest.FILE);
    if (!Files.exists(manifest)) {
      return;
    }
    List<Manifest.Entry> entries;
    try {
      entries = new Manifest().read(manifest);
    } catch (MediaException e) {
      faults.accept(
          new Fault(Severity.LOSS, Manifest.FILE, "manifest.readable: " + e.getMessage()));
      return;
    }
    Set<String> there = Manifest.paths(root);
    there.remove(Manifest.FILE);
    for (Manifest.Entry entry : entries) {
      if (there.remove(entry.path())) {
        compare(root, entry, faults);
      } else {
        faults.accept(
            new Fault(Severity.LOSS, entry.path(), "manifest.files: listed, and not there"));
      }
    }
    for (String path : there) {
      faults.accept(new Fault(Severity.WARNING, path, "manifest.files: there, and not listed"));
    }
  }

  private static void compare(Path root, Manifest.Entry entry, FaultSink faults)
      throws IOException {
    long bytes = Files.size(root.resolve(entry.path()));
    String found = bytes == entry.bytes() ? Sha256.of(root.resolve(entry.path())) : "";
    if (!found.equals(entry.sha256())) {
      faults.accept(
          new Fault(
              Severity.LOSS,
              entry.path(),
              "manifest.sha256: %d bytes%s, expected %d with SHA-256 %s"
                  .formatted(
                      bytes,
                      found.isEmpty() ? "" : " with SHA-256 " + found,
                      entry.bytes(),
                      entry.sha256())));
    }
  }
}
