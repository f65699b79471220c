package org.kinora.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A private copy of a jar that is whole and holds a bundle that can come at run time.
 *
 * @param copy the copy, which nobody else writes
 * @param sum its SHA-256 checksum in hexadecimal
 * @param bundle the symbolic name
 */
record PluginJar(Path copy, String sum, String bundle, Version version) {
  /** What locations of bundles from the folder begin with. */
  static final String SCHEME = "kinora-plugin:";

  /**
   * Reads a copy to its end.
   *
   * @param name what to call it in messages
   * @throws MediaException PLUGIN_FILE_INVALID
   */
  static PluginJar read(Path copy, String sum, String name) throws MediaException {
    try {
      int entries = readAll(copy);
      try (JarFile jar = new JarFile(copy.toFile())) {
        if (jar.size() != entries) {
          throw invalid(name, "lists %d entries and holds %d".formatted(jar.size(), entries), null);
        }
        if (jar.getManifest() == null) {
          throw invalid(name, "has no manifest", null);
        }
        return of(copy, sum, name, jar.getManifest().getMainAttributes());
      }
    } catch (MediaException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      throw invalid(name, "is not whole yet, or damaged: " + e.getMessage(), e);
    }
  }

  /** Reads every entry, for only that compares the checksums of the entries. */
  private static int readAll(Path copy) throws IOException {
    int entries = 0;
    try (InputStream file = Files.newInputStream(copy);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (@Nullable ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        zip.transferTo(OutputStream.nullOutputStream());
        entries++;
      }
    }
    return entries;
  }

  private static PluginJar of(Path copy, String sum, String name, Attributes manifest)
      throws MediaException {
    String symbolicName =
        Objects.requireNonNullElse(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME), "");
    String bundle = symbolicName.split(";", 2)[0].strip();
    if (bundle.isEmpty()) {
      throw invalid(name, "is no OSGi bundle: it has no " + Constants.BUNDLE_SYMBOLICNAME, null);
    }
    if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
      throw invalid(name, "holds the fragment " + bundle + ", which only a restart adds", null);
    }
    if (symbolicName.replace(" ", "").contains("singleton:=true")) {
      throw invalid(name, bundle + " is a singleton: it cannot start beside its old version", null);
    }
    return new PluginJar(
        copy, sum, bundle, Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION)));
  }

  private static MediaException invalid(String name, String what, @Nullable Throwable cause) {
    return new MediaException(PluginError.PLUGIN_FILE_INVALID, name + ": " + what, cause);
  }

  /** Where the framework says it has it from: another one for each content. */
  String location() {
    return SCHEME + bundle + ";sha256=" + sum;
  }
}
