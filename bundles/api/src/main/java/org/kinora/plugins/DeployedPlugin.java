package org.kinora.plugins;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One file of the plugins folder.
 *
 * @param file where it lies
 * @param bundle its symbolic name; empty if the file cannot be read
 * @param version its version; empty if the file cannot be read
 * @param state what became of it
 * @param code why it is refused, the name of an error code; else empty
 * @param detail a sentence for people: why it is refused, what runs in its place, what it waits
 *     for; empty if there is nothing to say
 */
public record DeployedPlugin(
    Path file, String bundle, String version, State state, String code, String detail) {
  /** What became of a file. */
  public enum State {
    /** It runs. */
    ACTIVE,
    /** Another jar of the same bundle runs, of a higher version. */
    SUPERSEDED,
    /** It does not run. A version of the file that ran before goes on. */
    REFUSED
  }

  /** Refuses null. */
  public DeployedPlugin {
    Objects.requireNonNull(file);
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(version);
    Objects.requireNonNull(state);
    Objects.requireNonNull(code);
    Objects.requireNonNull(detail);
  }
}
