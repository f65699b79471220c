package org.kinora.engine.plugin.lease;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo.Kind;

/** PLUGIN_GONE, with what would take the plugin's place. */
public final class PluginGone extends MediaException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String name;

  PluginGone(Registration<?> plugin, String name, @Nullable Throwable cause) {
    super(
        MediaError.PLUGIN_GONE,
        "%s %s of %s was taken away while it was used"
            .formatted(plugin.kind().name().toLowerCase(Locale.ROOT), name, plugin.title()),
        cause);
    kind = plugin.kind();
    this.name = name;
  }

  /** The plugin that was taken away, if that is why something failed. */
  public static Optional<PluginGone> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PluginGone gone) {
        return Optional.of(gone);
      }
    }
    return Optional.empty();
  }

  /** What it was. */
  public Kind kind() {
    return kind;
  }

  /** What it was used for: a format, codec, container, compositor or source. */
  public String name() {
    return name;
  }
}
