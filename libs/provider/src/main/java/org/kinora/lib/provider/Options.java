package org.kinora.lib.provider;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The options that a provider was given, by name. */
public final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The options, if all their names are known.
   *
   * @throws MediaException ARGUMENT_INVALID that names the unknown ones
   */
  public static Options of(Map<String, String> values, Set<String> known) throws MediaException {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "unknown options " + unknown + "; there is " + new TreeSet<>(known));
    }
    return new Options(Map.copyOf(values));
  }

  /** The option of that name, or what it is by default. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }
}
