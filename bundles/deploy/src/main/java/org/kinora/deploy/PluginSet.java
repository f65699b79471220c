package org.kinora.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What shall run and what does. Of each bundle the highest version runs that may and can, whether
 * it is from the folder or of the installation. For one thread at a time.
 */
final class PluginSet {
  private static final Logger LOG = LoggerFactory.getLogger(PluginSet.class);

  /** What carries the platform provides none of these, and is not changed at run time. */
  private static final String PLUGIN_INTERFACES = "org.kinora.spi.";

  private final Map<Path, FolderEntry> entries = new TreeMap<>();
  private final Map<String, Candidate.OfInstallation> replaced = new HashMap<>();
  private final JarStore store;
  private TrustPolicy policy;
  private BundleSwap swap;

  PluginSet(JarStore store, TrustPolicy policy, BundleSwap swap) {
    this.store = store;
    this.policy = policy;
    this.swap = swap;
  }

  /** Judges by new rules from now on. */
  void judgeBy(TrustPolicy rules, BundleSwap way) {
    policy = rules;
    swap = way;
  }

  Collection<FolderEntry> entries() {
    return entries.values();
  }

  /** The files that hold a bundle, or held it when they last ran. */
  List<FolderEntry> entries(String bundle) {
    return entries.values().stream().filter(e -> e.bundles().contains(bundle)).toList();
  }

  Optional<Bundle> current(String bundle) {
    return swap.current(bundle);
  }

  /** A file came or changed. */
  void changed(Path file) {
    changed(entry(file), entry -> {});
  }

  /**
   * A file came that was read under another name.
   *
   * @param stamp what {@link FolderEntry#stamp} said of it there
   */
  void renamed(Path file, PluginJar jar, String stamp) {
    changed(entry(file), entry -> entry.holds(jar, stamp));
  }

  private FolderEntry entry(Path file) {
    return entries.computeIfAbsent(file, name -> new FolderEntry(name, store));
  }

  private void changed(FolderEntry entry, Consumer<FolderEntry> news) {
    Set<String> bundles = new HashSet<>(entry.bundles());
    news.accept(entry);
    entry.look(policy);
    bundles.addAll(entry.bundles());
    settle(bundles);
  }

  /** Looks at all files anew. */
  void changed() {
    Set<String> bundles = new HashSet<>();
    for (FolderEntry entry : entries.values()) {
      entry.look(policy);
      bundles.addAll(entry.bundles());
    }
    settle(bundles);
  }

  /** Files are gone. */
  void gone(Collection<Path> files) {
    Set<String> bundles = new HashSet<>();
    for (Path file : files) {
      Optional.ofNullable(entries.remove(file))
          .ifPresent(
              entry -> {
                bundles.addAll(entry.bundles());
                entry.forget();
              });
    }
    settle(bundles);
  }

  /**
   * Brings a version that is not in the folder yet.
   *
   * @param file what it will be there
   * @return what it waits for, in sentences
   * @throws MediaException if it cannot run; then all is as before
   */
  List<String> bring(PluginJar jar, Path file) throws MediaException {
    policy.checkFile(file);
    policy.checkSum(jar, file);
    FolderEntry entry = new FolderEntry(file, store);
    Candidate candidate = new Candidate.OfFolder(entry, jar);
    return runs(candidate) ? List.of() : bring(jar.bundle(), candidate);
  }

  /** The installation's own version of a bundle, running or replaced. */
  Optional<Candidate.OfInstallation> ofInstallation(String bundle) {
    return current(bundle)
        .filter(running -> !isFromFolder(running))
        .map(running -> new Candidate.OfInstallation(running.getLocation(), running.getVersion()))
        .or(() -> Optional.ofNullable(replaced.get(bundle)));
  }

  /**
   * Refuses to touch what carries the platform.
   *
   * @throws MediaException PLUGIN_FIXED
   */
  void refuseFixed(String bundle) throws MediaException {
    Optional<Bundle> running = current(bundle);
    if (running.isPresent()
        && !isFromFolder(running.get())
        && ServiceCheck.declared(running.get())
            .noneMatch(type -> type.startsWith(PLUGIN_INTERFACES))) {
      throw new MediaException(
          PluginError.PLUGIN_FIXED, bundle + " carries the plugins and is changed by restart only");
    }
  }

  private static boolean isFromFolder(Bundle bundle) {
    return bundle.getLocation().startsWith(PluginJar.SCHEME);
  }

  /** Lets the best candidates run; what could not run before may, once another has come. */
  private void settle(Set<String> bundles) {
    Set<String> next = bundles;
    while (!next.isEmpty()) {
      boolean changed = false;
      for (String bundle : next) {
        changed |= settle(bundle);
      }
      next = new HashSet<>();
      if (changed) {
        for (FolderEntry entry : entries.values()) {
          if (entry.mayComeLater()) {
            entry.forgive();
            next.addAll(entry.bundles());
          }
        }
      }
    }
    sweep();
  }

  /** Lets the best candidate run, or nothing if there is none; true if that changes anything. */
  private boolean settle(String bundle) {
    while (true) {
      Optional<Candidate> best = best(bundle);
      if (best.isEmpty()) {
        Optional<Bundle> left = current(bundle).filter(PluginSet::isFromFolder);
        left.ifPresent(this::remove);
        return left.isPresent();
      }
      boolean ranBefore = runs(best.get());
      try {
        if (!ranBefore) {
          bring(bundle, best.get());
        }
        if (best.get() instanceof Candidate.OfFolder ours) {
          ours.entry().runs(ours.jar());
        }
        return !ranBefore;
      } catch (MediaException e) {
        refuse(bundle, best.get(), e);
      }
    }
  }

  private void remove(Bundle left) {
    String holders = "";
    if (isRevoked(left)) {
      swap.tearOut(left);
    } else {
      holders = swap.remove(left);
    }
    if (holders.isEmpty()) {
      LOG.info("plugin {} is gone", BundleSwap.name(left));
    }
  }

  /** Whether its file is there and may not run any more: then nobody may go on with it. */
  private boolean isRevoked(Bundle bundle) {
    return entries.values().stream()
        .filter(entry -> entry.bundles().contains(bundle.getSymbolicName()))
        .anyMatch(entry -> entry.isRevoked(bundle.getLocation()));
  }

  /** Versions of a bundle that are on their way out, in words. */
  List<String> retiring(String bundle) {
    return swap.retiring(bundle);
  }

  private Optional<Candidate> best(String bundle) {
    return Stream.concat(
            ofInstallation(bundle).stream(),
            entries.values().stream().flatMap(entry -> entry.candidates(bundle, policy).stream()))
        .max(Candidate.PREFERENCE);
  }

  private boolean runs(Candidate candidate) {
    return Stream.of(candidate.location())
        .map(swap::at)
        .flatMap(Optional::stream)
        .anyMatch(
            bundle ->
                bundle.getState() == Bundle.ACTIVE
                    || candidate instanceof Candidate.OfInstallation);
  }

  private List<String> bring(String bundle, Candidate candidate) throws MediaException {
    if (candidate instanceof Candidate.OfFolder) {
      refuseFixed(bundle);
    }
    Optional<Bundle> old = current(bundle);
    Optional<Candidate.OfInstallation> shipped = ofInstallation(bundle);
    String before = old.map(BundleSwap::name).orElse("");
    boolean isTorn = old.isPresent() && isRevoked(old.get());
    List<String> missing = swap.bring(candidate, old, isTorn);
    shipped.ifPresent(own -> replaced.put(bundle, own));
    if (candidate instanceof Candidate.OfInstallation) {
      replaced.remove(bundle);
    }
    LOG.info(
        "plugin {} {} is there{}{}",
        bundle,
        candidate.version(),
        before.isEmpty() ? "" : ", instead of " + before,
        missing.isEmpty() ? "" : "; " + String.join("; ", missing));
    return missing;
  }

  private void refuse(String bundle, Candidate candidate, MediaException why) {
    if (candidate instanceof Candidate.OfFolder ours) {
      ours.entry().refuse(why);
    } else {
      replaced.remove(bundle);
      LOG.warn("{}: {} of the installation: {}", why.code().name(), bundle, why.getMessage());
    }
  }

  private void sweep() {
    List<String> sums = new ArrayList<>();
    entries.values().forEach(entry -> entry.jar().ifPresent(jar -> sums.add(jar.sum())));
    try {
      store.keep(new HashSet<>(sums));
    } catch (IOException e) {
      LOG.warn("copies of plugins that are gone stay: {}", e.toString());
    }
  }
}
