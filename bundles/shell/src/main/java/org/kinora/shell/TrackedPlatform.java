package org.kinora.shell;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.Archive;
import org.kinora.catalog.Catalog;
import org.kinora.export.Datasets;
import org.kinora.export.ExportService;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.Playback;
import org.kinora.plugins.Deployment;
import org.kinora.plugins.Plugins;
import org.kinora.plugins.Settings;
import org.kinora.scene.Scenes;
import org.kinora.shell.command.Platform;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What the framework has right now. An engine that is being replaced is gone for a moment, so a
 * service that is missing is waited for.
 */
final class TrackedPlatform implements Platform, AutoCloseable {
  private static final long LIMIT_MS = 5000;

  private final ServiceTracker<Playback, Playback> playback;
  private final ServiceTracker<ExportService, ExportService> exports;
  private final ServiceTracker<Datasets, Datasets> datasets;
  private final ServiceTracker<Catalog, Catalog> catalog;
  private final ServiceTracker<Archive, Archive> archive;
  private final ServiceTracker<Scenes, Scenes> scenes;
  private final ServiceTracker<Plugins, Plugins> plugins;
  private final ServiceTracker<Deployment, Deployment> deployment;
  private final ServiceTracker<Settings, Settings> settings;
  private final Optional<Path> home;

  TrackedPlatform(BundleContext context) {
    playback = tracker(context, Playback.class);
    exports = tracker(context, ExportService.class);
    datasets = tracker(context, Datasets.class);
    catalog = tracker(context, Catalog.class);
    archive = tracker(context, Archive.class);
    scenes = tracker(context, Scenes.class);
    plugins = tracker(context, Plugins.class);
    deployment = tracker(context, Deployment.class);
    settings = tracker(context, Settings.class);
    home = Optional.ofNullable(context.getProperty("kinora.home")).map(Path::of);
  }

  private static <T> ServiceTracker<T, T> tracker(BundleContext context, Class<T> type) {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    return tracker;
  }

  private static <T> T get(ServiceTracker<T, T> tracker, String name) throws MediaException {
    try {
      @Nullable T service = tracker.waitForService(LIMIT_MS);
      if (service != null) {
        return service;
      }
    } catch (InterruptedException e) {
      throw new MediaException(MediaError.CANCELLED, "gave up waiting for " + name, e);
    }
    throw new MediaException(
        MediaError.PLUGIN_NOT_FOUND, "nothing provides " + name + ": its bundle is not there");
  }

  @Override
  public Playback playback() throws MediaException {
    return get(playback, "playback");
  }

  @Override
  public ExportService exports() throws MediaException {
    return get(exports, "exports");
  }

  @Override
  public Datasets datasets() throws MediaException {
    return get(datasets, "data sets");
  }

  @Override
  public Catalog catalog() throws MediaException {
    return get(catalog, "the catalog");
  }

  @Override
  public Archive archive() throws MediaException {
    return get(archive, "the archive");
  }

  @Override
  public Scenes scenes() throws MediaException {
    return get(scenes, "scenes");
  }

  @Override
  public Plugins plugins() throws MediaException {
    return get(plugins, "the list of plugins");
  }

  @Override
  public Deployment deployment() throws MediaException {
    return get(deployment, "the plugins folder");
  }

  @Override
  public Settings settings() throws MediaException {
    return get(settings, "settings");
  }

  @Override
  public Optional<Path> home() {
    return home;
  }

  @Override
  public void close() {
    playback.close();
    exports.close();
    datasets.close();
    catalog.close();
    archive.close();
    scenes.close();
    plugins.close();
    deployment.close();
    settings.close();
  }
}
