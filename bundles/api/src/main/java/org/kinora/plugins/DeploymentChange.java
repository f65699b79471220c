package org.kinora.plugins;

import java.util.Objects;

/**
 * What a deployment changed.
 *
 * @param bundle the symbolic name
 * @param before the version that ran before; empty if none
 * @param after the version that runs now; empty if none
 * @param detail a sentence for people, such as which services the plugin still waits for; empty if
 *     there is nothing to say
 */
public record DeploymentChange(String bundle, String before, String after, String detail) {
  /** Refuses null. */
  public DeploymentChange {
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    Objects.requireNonNull(detail);
  }
}
