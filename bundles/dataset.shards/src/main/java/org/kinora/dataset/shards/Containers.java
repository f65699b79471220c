package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which container holds pictures of which codec. */
final class Containers {
  static final String MP4 = "mp4";
  static final String WEBM = "webm";

  /** What pictures are encoded with again, best first. */
  static final List<String> USUAL_CODECS = List.of("h264", "vp9", "av1");

  private static final Map<String, String> OF =
      Map.of("h264", MP4, "h265", MP4, "av1", MP4, "vp8", WEBM, "vp9", WEBM);

  private static final Map<String, List<String>> TAKES =
      Map.of(
          MP4, List.of("h264", "h265", "vp9", "av1"),
          WEBM, List.of("vp9", "vp8", "av1"));

  private Containers() {}

  /** The container for copied pictures of a codec, if there is one. */
  static Optional<String> of(String codec) {
    return Optional.ofNullable(OF.get(codec));
  }

  /** Those of some codecs that a container takes. */
  static List<String> taken(String container, List<String> codecs) {
    List<String> takes = TAKES.getOrDefault(container, List.of());
    return codecs.stream().filter(takes::contains).toList();
  }
}
