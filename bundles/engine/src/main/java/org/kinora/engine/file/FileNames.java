package org.kinora.engine.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.kinora.media.Track;

/** Names of files that are made of names that people gave. */
public final class FileNames {
  /** Room for an extension and {@code .part} within the 255 bytes of most file systems. */
  private static final int MOST_BYTES = 180;

  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N} ._-]+");
  private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");

  /** What Windows takes for a device, whatever the extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private FileNames() {}

  /**
   * A name that every file system takes: letters and digits of any language stay.
   *
   * @return empty if nothing of it is left
   */
  public static String safe(String name) {
    String legal = UNSAFE.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll("_");
    while (legal.getBytes(UTF_8).length > MOST_BYTES) {
      legal = legal.substring(0, legal.offsetByCodePoints(legal.length(), -1));
    }
    String trimmed = EDGES.matcher(legal).replaceAll("");
    return DEVICE.matcher(trimmed).matches() ? "_" + trimmed : trimmed;
  }

  /**
   * A name for each track by its id, no two of which differ by case alone. The same tracks always
   * get the same names.
   */
  public static Map<Integer, String> ofTracks(List<Track> tracks) {
    Map<Integer, String> names = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Track track : tracks) {
      String wanted = safe(track.name());
      String base = wanted.isEmpty() ? "track-" + track.id() : wanted;
      String name = base;
      for (int more = 2; !taken.add(name.toLowerCase(Locale.ROOT)); more++) {
        name = base + "-" + more;
      }
      names.put(track.id(), name);
    }
    return names;
  }
}
