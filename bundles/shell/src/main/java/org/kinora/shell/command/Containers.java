package org.kinora.shell.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.plugins.Plugins;

/** The containers that can be written right now, preferred ones first. */
final class Containers {
  /** Holds the most codecs; the choice where no container names the codec. */
  private static final String FALLBACK = "mp4";

  private final List<PluginInfo> muxers;
  private final List<PluginInfo> encoders;

  Containers(Plugins plugins) {
    muxers = plugins.list().stream().filter(plugin -> plugin.kind() == Kind.MUXER).toList();
    encoders = plugins.list().stream().filter(plugin -> plugin.kind() == Kind.ENCODER).toList();
  }

  /** Whether there is a container of this name. */
  boolean isThere(String container) {
    return muxers.stream().anyMatch(muxer -> muxer.name().equals(container));
  }

  /** Whether an encoder for this codec is there; it may still refuse a size. */
  boolean hasEncoder(String codec) {
    return encoders.stream()
        .anyMatch(encoder -> List.of(encoder.name().split(" ")).contains(codec));
  }

  /** A container's usual file name extension. */
  String extension(String container) {
    return muxers.stream()
        .filter(muxer -> muxer.name().equals(container))
        .map(Containers::extension)
        .findFirst()
        .orElse(container);
  }

  /**
   * The container that a file name asks for.
   *
   * @throws MediaException ARGUMENT_INVALID if its extension is nobody's
   */
  String of(Path file) throws MediaException {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return muxers.stream()
        .filter(muxer -> name.indexOf('.') >= 0 && extension(muxer).equals(extension))
        .map(PluginInfo::name)
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.ARGUMENT_INVALID,
                    "no container is known by the name of %s; name one with --container: %s"
                        .formatted(file, names(muxers))));
  }

  /**
   * The container that a word means: its name, or its usual extension.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  String named(String word) throws MediaException {
    return muxers.stream()
        .filter(muxer -> muxer.name().equals(word) || extension(muxer).equals(word))
        .map(PluginInfo::name)
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.ARGUMENT_INVALID,
                    "no container is called %s; there are %s".formatted(word, names(muxers))));
  }

  /** Whether a container presents from any picture on; an unknown one is the job's to refuse. */
  boolean hasEditLists(String container) {
    return muxers.stream()
        .filter(muxer -> muxer.name().equals(container))
        .findFirst()
        .map(Containers::hasEditLists)
        .orElse(true);
  }

  /** The containers that present from any picture on. */
  String withEditLists() {
    return names(muxers.stream().filter(Containers::hasEditLists).toList());
  }

  private static boolean hasEditLists(PluginInfo muxer) {
    return muxer.properties().getOrDefault("container.editLists", "").equals("true");
  }

  private static String names(List<PluginInfo> muxers) {
    return muxers.stream().map(PluginInfo::name).distinct().collect(Collectors.joining(", "));
  }

  /** The container that likes this codec most. */
  String of(String codec) {
    Optional<PluginInfo> best =
        muxers.stream()
            .filter(muxer -> codecs(muxer).contains(codec))
            .min(Comparator.comparingInt(muxer -> codecs(muxer).indexOf(codec)));
    return best.map(PluginInfo::name).orElse(FALLBACK);
  }

  private static String extension(PluginInfo muxer) {
    return muxer.properties().getOrDefault("extension", muxer.name());
  }

  private static List<String> codecs(PluginInfo muxer) {
    return List.of(muxer.properties().getOrDefault("container.codecs", "").split(" "));
  }
}
