package org.kinora.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo.Kind;

/** The kinds of plugins as people write them. */
public final class PluginKinds {
  private PluginKinds() {}

  /** All words. */
  public static List<String> words() {
    return Stream.of(Kind.values()).map(PluginKinds::word).toList();
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a word means.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static Kind parse(String word) throws MediaException {
    return Stream.of(Kind.values())
        .filter(kind -> word(kind).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.ARGUMENT_INVALID,
                    "'%s' is none of %s".formatted(word, String.join(", ", words()))));
  }
}
