package org.kinora.deploy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.DeployedPlugin;
import org.kinora.plugins.DeployedPlugin.State;
import org.kinora.plugins.Deployment;
import org.kinora.plugins.DeploymentChange;
import org.kinora.plugins.PluginError;
import org.kinora.plugins.Plugins;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The folder that the framework property {@code kinora.plugins} names. What runs follows from what
 * lies there: the methods of {@link Deployment} change the folder and then do the same as a person
 * who changed it.
 */
@Component(
    service = {Deployment.class, FolderDeployment.class},
    configurationPid = FolderSettings.PID)
@Designate(ocd = FolderSettings.class)
public final class FolderDeployment implements Deployment {
  /** The framework property with the folder. */
  static final String FOLDER_PROPERTY = "kinora.plugins";

  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwxr-xr-x");

  private final ReentrantLock lock = new ReentrantLock();
  private final BundleContext context;
  private final ServiceCheck services;
  private final Retirement retirement;
  private final Path folder;
  private final JarStore store;
  private final PluginSet plugins;

  /** Called by Declarative Services. */
  @Activate
  public FolderDeployment(
      BundleContext context,
      @Reference ServiceComponentRuntime components,
      @Reference Plugins sessions,
      FolderSettings settings)
      throws IOException {
    this.context = context;
    retirement = new Retirement(sessions);
    services = new ServiceCheck(context, components);
    folder =
        Path.of(
                Objects.requireNonNull(
                    context.getProperty(FOLDER_PROPERTY), FOLDER_PROPERTY + " is not set"))
            .toAbsolutePath()
            .normalize();
    store = new JarStore(context.getDataFile("").toPath());
    store.forgetAllBut(folder);
    plugins = new PluginSet(store, policy(settings), swap(settings));
  }

  /** Called by Declarative Services: the settings changed. */
  @Modified
  void modified(FolderSettings settings) {
    lock.lock();
    try {
      plugins.judgeBy(policy(settings), swap(settings));
      plugins.changed();
    } finally {
      lock.unlock();
    }
  }

  private TrustPolicy policy(FolderSettings settings) {
    return new TrustPolicy(
        folder, store.directory(), settings.sharedFolder(), List.of(settings.allowedSums()));
  }

  /** Called by Declarative Services: what drains stays as it is. */
  @Deactivate
  void stop() {
    retirement.stop();
  }

  private BundleSwap swap(FolderSettings settings) {
    retirement.limit(Duration.ofSeconds(settings.drainLimitS()));
    return new BundleSwap(context, services, retirement, settings.serviceLimitMs());
  }

  @Override
  public Path folder() {
    return folder;
  }

  /** Something became of a file of the folder: what lies there by now counts. */
  void look(Path file) {
    Path known = folder.resolve(file.getFileName());
    lock.lock();
    try {
      if (known.endsWith(TrustPolicy.LIST)) {
        plugins.changed();
      } else if (Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
        plugins.changed(known);
      } else {
        plugins.gone(List.of(known));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<DeployedPlugin> deployed() {
    lock.lock();
    try {
      List<DeployedPlugin> deployed = new ArrayList<>();
      plugins.entries().forEach(entry -> deployed.add(describe(entry)));
      return deployed;
    } finally {
      lock.unlock();
    }
  }

  private DeployedPlugin describe(FolderEntry entry) {
    String bundle = entry.jar().map(PluginJar::bundle).orElse("");
    String version = entry.jar().map(jar -> jar.version().toString()).orElse("");
    Optional<Bundle> running = bundle.isEmpty() ? Optional.empty() : plugins.current(bundle);
    State state = State.SUPERSEDED;
    String code = "";
    String detail = running.map(other -> BundleSwap.name(other) + " runs").orElse("");
    if (entry.refusal().isPresent()) {
      state = State.REFUSED;
      code = entry.refusal().get().code().name();
      detail = entry.refusal().get().getMessage();
    } else if (running.isPresent()
        && running.get().getLocation().equals(entry.jar().map(PluginJar::location).orElse(""))) {
      state = State.ACTIVE;
      detail = String.join("; ", services.missing(running.get()));
    }
    if (state != State.REFUSED && !bundle.isEmpty()) {
      detail = joined(detail, plugins.retiring(bundle));
    }
    return new DeployedPlugin(entry.file(), bundle, version, state, code, detail);
  }

  private static String joined(String detail, List<String> more) {
    return Stream.concat(Stream.of(detail).filter(text -> !text.isEmpty()), more.stream())
        .collect(Collectors.joining("; "));
  }

  @Override
  public DeploymentChange install(Path jar) throws IOException {
    lock.lock();
    try {
      PluginJar fresh = store.read(jar);
      Optional<Version> before = plugins.current(fresh.bundle()).map(Bundle::getVersion);
      if (before.isPresent() && before.get().compareTo(fresh.version()) > 0) {
        throw new MediaException(
            MediaError.TARGET_EXISTS,
            "%s runs in version %s; update goes back to %s"
                .formatted(fresh.bundle(), before.get(), fresh.version()));
      }
      return place(fresh);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DeploymentChange update(String bundle, Path jar) throws IOException {
    lock.lock();
    try {
      if (plugins.current(bundle).isEmpty()) {
        throw new MediaException(MediaError.PLUGIN_NOT_FOUND, "there is no bundle " + bundle);
      }
      PluginJar fresh = store.read(jar);
      if (!fresh.bundle().equals(bundle)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            "%s holds the bundle %s, expected %s".formatted(jar, fresh.bundle(), bundle));
      }
      plugins.refuseFixed(bundle);
      Optional<Candidate.OfInstallation> own = plugins.ofInstallation(bundle);
      if (own.isPresent() && own.get().version().compareTo(fresh.version()) > 0) {
        throw new MediaException(
            MediaError.TARGET_EXISTS,
            "the installation holds %s in version %s, which comes before %s"
                .formatted(bundle, own.get().version(), fresh.version()));
      }
      return place(fresh);
    } finally {
      lock.unlock();
    }
  }

  /** Brings a jar, then makes it the only one of its bundle in the folder. */
  private DeploymentChange place(PluginJar fresh) throws IOException {
    String bundle = fresh.bundle();
    String before = version(bundle);
    Path target = folder.resolve(bundle + ".jar");
    makeFolder();
    Path part = folder.resolve("." + bundle + ".part");
    try {
      Files.copy(fresh.copy(), part, StandardCopyOption.REPLACE_EXISTING);
      if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
      }
      List<String> missing = plugins.bring(fresh, part);
      String stamp = FolderEntry.stamp(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      List<Path> others = new ArrayList<>();
      for (FolderEntry entry : plugins.entries(bundle)) {
        if (!entry.file().equals(target)) {
          Files.deleteIfExists(entry.file());
          others.add(entry.file());
        }
      }
      plugins.renamed(target, fresh, stamp);
      plugins.gone(others);
      String detail = joined(String.join("; ", missing), plugins.retiring(bundle));
      return new DeploymentChange(bundle, before, version(bundle), detail);
    } catch (FileSystemException e) {
      throw new MediaException(MediaError.IO_ERROR, target + " cannot be written: " + e, e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, OURS);
      }
    }
  }

  @Override
  public DeploymentChange uninstall(String bundle) throws IOException {
    lock.lock();
    try {
      List<Path> files = plugins.entries(bundle).stream().map(FolderEntry::file).toList();
      String before = version(bundle);
      if (files.isEmpty()) {
        throw before.isEmpty()
            ? new MediaException(MediaError.PLUGIN_NOT_FOUND, "there is no bundle " + bundle)
            : new MediaException(
                PluginError.PLUGIN_FIXED, bundle + " is part of the installation, not a plugin");
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      plugins.gone(files);
      String detail = joined("", plugins.retiring(bundle));
      return new DeploymentChange(bundle, before, version(bundle), detail);
    } catch (FileSystemException e) {
      throw new MediaException(MediaError.IO_ERROR, e.getFile() + " cannot be deleted: " + e, e);
    } finally {
      lock.unlock();
    }
  }

  private String version(String bundle) {
    return plugins.current(bundle).map(running -> running.getVersion().toString()).orElse("");
  }
}
