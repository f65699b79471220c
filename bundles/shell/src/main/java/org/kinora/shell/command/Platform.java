package org.kinora.shell.command;

import java.nio.file.Path;
import java.util.Optional;
import org.kinora.catalog.Archive;
import org.kinora.catalog.Catalog;
import org.kinora.export.Datasets;
import org.kinora.export.ExportService;
import org.kinora.media.MediaException;
import org.kinora.playback.Playback;
import org.kinora.plugins.Deployment;
import org.kinora.plugins.Plugins;
import org.kinora.plugins.Settings;
import org.kinora.scene.Scenes;

/**
 * What commands may use. A command asks anew each time it runs, so that it gets what is plugged in
 * then. Each method throws PLUGIN_NOT_FOUND if nothing provides the service.
 */
public interface Platform {
  /** Opens recordings. */
  Playback playback() throws MediaException;

  /** Starts jobs. */
  ExportService exports() throws MediaException;

  /** Looks at data sets. */
  Datasets datasets() throws MediaException;

  /** Turns ids into places. */
  Catalog catalog() throws MediaException;

  /** Knows what was recorded when. */
  Archive archive() throws MediaException;

  /** Reads and keeps scenes. */
  Scenes scenes() throws MediaException;

  /** Lists what is plugged in. */
  Plugins plugins() throws MediaException;

  /** Changes what is plugged in. */
  Deployment deployment() throws MediaException;

  /** Shows and changes settings. */
  Settings settings() throws MediaException;

  /** The directory of the distribution or the source tree, where known. */
  Optional<Path> home();
}
