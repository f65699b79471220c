package org.kinora.deploy;

import java.util.Comparator;
import org.osgi.framework.Version;

/** A version of a bundle that may run. */
sealed interface Candidate {
  /** The higher version runs; of the same version, the one from the folder. */
  Comparator<Candidate> PREFERENCE =
      Comparator.comparing(Candidate::version).thenComparing(OfFolder.class::isInstance);

  /** Where the framework has it from. */
  String location();

  Version version();

  /**
   * One from the folder.
   *
   * @param entry the file it came under
   * @param jar what it holds now, or what ran under its name before
   */
  record OfFolder(FolderEntry entry, PluginJar jar) implements Candidate {
    @Override
    public String location() {
      return jar.location();
    }

    @Override
    public Version version() {
      return jar.version();
    }
  }

  /** One that the launcher installed. */
  record OfInstallation(String location, Version version) implements Candidate {}
}
