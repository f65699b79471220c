package org.kinora.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
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
    try (JarFile jar = new JarFile(copy.toFile(), false)) {
      Optional<JarEntry> damaged =
          jar.stream().parallel().filter(entry -> !isWhole(jar, entry)).findAny();
      if (damaged.isPresent()) {
        throw invalid(name, "is not whole yet, or damaged, at " + damaged.get(), null);
      }
      if (jar.getManifest() == null) {
        throw invalid(name, "has no manifest", null);
      }
      return of(copy, sum, name, jar.getManifest().getMainAttributes());
    } catch (MediaException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      throw invalid(name, "is not whole yet, or damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Reads an entry to its end, for only that compares its checksum. It takes most of the time of a
   * swap (a hundred milliseconds for 25 MB), so entries are read side by side.
   */
  private static boolean isWhole(JarFile jar, JarEntry entry) {
    try (CheckedInputStream in = new CheckedInputStream(jar.getInputStream(entry), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue() == entry.getCrc();
    } catch (IOException e) {
      return false;
    }
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
