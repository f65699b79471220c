package org.kinora.lib.wiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Says in words what bundles require and nobody provides (OSGi Core 8, chapters 3 and 6). Only the
 * causes are named: a bundle that waits for another incomplete bundle is not.
 */
public final class Requirements {
  private static final String SERVICE = "osgi.service";
  private static final Pattern FROM = Pattern.compile("\\(version>=([^)]*)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");

  private final BundleContext framework;

  /**
   * Looks at the bundles of a framework.
   *
   * @param framework the context of any bundle
   */
  public Requirements(BundleContext framework) {
    this.framework = framework;
  }

  /** What keeps bundles from being resolved: one line for each bundle and requirement. */
  public List<String> missingCapabilities(Collection<Bundle> bundles) {
    List<String> lines = new ArrayList<>();
    for (Bundle bundle : bundles) {
      for (BundleRequirement requirement : mandatory(bundle, Constants.EFFECTIVE_RESOLVE)) {
        if (capabilities().noneMatch(requirement::matches)) {
          lines.add(bundle.getSymbolicName() + " needs " + describe(requirement));
        }
      }
    }
    return lines;
  }

  /**
   * What keeps components from becoming services, as far as bundles declare it: one line for each
   * bundle and service.
   */
  public List<String> missingServices(Collection<Bundle> bundles) {
    List<String> lines = new ArrayList<>();
    for (Bundle bundle : bundles) {
      for (BundleRequirement requirement : mandatory(bundle, Constants.EFFECTIVE_ACTIVE)) {
        String filter = filter(requirement);
        if (requirement.getNamespace().equals(SERVICE) && !isRegistered(filter)) {
          lines.add(bundle.getSymbolicName() + " needs the service " + filter);
        }
      }
    }
    return lines;
  }

  private static List<BundleRequirement> mandatory(Bundle bundle, String effective) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision.getDeclaredRequirements(null).stream()
        .filter(requirement -> !isOptional(requirement.getDirectives()))
        .filter(
            requirement ->
                effective.equals(
                    requirement
                        .getDirectives()
                        .getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE)))
        .toList();
  }

  private static boolean isOptional(Map<String, String> directives) {
    String resolution = directives.getOrDefault(Constants.RESOLUTION_DIRECTIVE, "");
    return resolution.equals(Constants.RESOLUTION_OPTIONAL)
        || resolution.equals(PackageNamespace.RESOLUTION_DYNAMIC);
  }

  private Stream<BundleCapability> capabilities() {
    return Arrays.stream(framework.getBundles())
        .map(bundle -> bundle.adapt(BundleRevision.class))
        .flatMap(revision -> revision.getDeclaredCapabilities(null).stream());
  }

  private String describe(BundleRequirement requirement) {
    String filter = filter(requirement);
    return switch (requirement.getNamespace()) {
      case PackageNamespace.PACKAGE_NAMESPACE ->
          describe("package", PackageNamespace.PACKAGE_NAMESPACE, filter);
      case HostNamespace.HOST_NAMESPACE -> describe("bundle", HostNamespace.HOST_NAMESPACE, filter);
      default -> "the capability " + requirement.getNamespace() + " " + filter + ": nobody has it";
    };
  }

  /** A thing with a name and versions, and which versions of it there are instead. */
  private String describe(String thing, String namespace, String filter) {
    String name = first(Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]*)\\)"), filter);
    List<String> found =
        capabilities()
            .filter(capability -> name.equals(capability.getAttributes().get(namespace)))
            .map(Requirements::versionAndOwner)
            .toList();
    return "the "
        + thing
        + " "
        + name
        + versions(filter)
        + ": "
        + (found.isEmpty() ? "nobody has it" : "there is " + String.join(", ", found));
  }

  private static String versions(String filter) {
    String from = first(FROM, filter);
    String below = first(BELOW, filter);
    return (from.isEmpty() ? "" : " from version " + from)
        + (below.isEmpty() ? "" : " below " + below);
  }

  private static String versionAndOwner(BundleCapability capability) {
    Object version =
        Optional.ofNullable(capability.getAttributes().get(Constants.VERSION_ATTRIBUTE))
            .orElse(capability.getRevision().getVersion());
    return version + " in " + capability.getRevision().getSymbolicName();
  }

  private static String first(Pattern pattern, String filter) {
    Matcher matcher = pattern.matcher(filter);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String filter(BundleRequirement requirement) {
    return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
  }

  private boolean isRegistered(String filter) {
    try {
      Filter services = FrameworkUtil.createFilter(filter);
      return framework.getAllServiceReferences(null, services.toString()) != null;
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(filter, e);
    }
  }
}
