package org.kinora.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Whether the services that a bundle declares are there and answer. Declared are the capabilities
 * {@code osgi.service} of its manifest (OSGi Compendium 8.1, section 135.4) and its components; a
 * component answers if it can be activated.
 */
final class ServiceCheck {
  private final BundleContext context;
  private final ServiceComponentRuntime components;

  ServiceCheck(BundleContext context, ServiceComponentRuntime components) {
    this.context = context;
    this.components = components;
  }

  /** What is missing after at most so long, in sentences; empty as soon as all is there. */
  List<String> await(Bundle bundle, long limitMs) throws InterruptedException {
    List<String> missing = new ArrayList<>();
    ServiceChanges.await(
        context,
        () -> {
          missing.clear();
          missing.addAll(unanswered(bundle));
          return missing.isEmpty() || hasFailed(bundle);
        },
        limitMs);
    return missing;
  }

  private List<String> unanswered(Bundle bundle) {
    List<String> silent = silent(bundle); // asks, so that a component that fails has failed
    List<String> missing = missing(bundle);
    return missing.isEmpty() ? silent : missing;
  }

  /** What is missing now, in sentences, without asking any service. */
  List<String> missing(Bundle bundle) {
    List<String> missing = new ArrayList<>();
    for (ComponentConfigurationDTO component : configurations(bundle)) {
      for (UnsatisfiedReferenceDTO reference : component.unsatisfiedReferences) {
        missing.add(component.description.name + " waits for " + wanted(component, reference));
      }
      if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
        missing.add(component.description.name + " fails: " + rootCause(component.failure));
      }
    }
    if (missing.isEmpty()) {
      Set<String> there =
          registered(bundle)
              .flatMap(reference -> Arrays.stream(types(reference)))
              .collect(Collectors.toSet());
      declared(bundle)
          .filter(type -> !there.contains(type))
          .forEach(type -> missing.add("its service " + type + " is not there"));
    }
    return missing;
  }

  private boolean hasFailed(Bundle bundle) {
    return configurations(bundle).stream()
        .anyMatch(component -> component.state == ComponentConfigurationDTO.FAILED_ACTIVATION);
  }

  /** Activates what is activated when it is first asked for. */
  private List<String> silent(Bundle bundle) {
    List<String> silent = new ArrayList<>();
    registered(bundle)
        .forEach(
            reference -> {
              if (context.getService(reference) == null) {
                silent.add("its service " + String.join(", ", types(reference)) + " is silent");
              } else {
                context.ungetService(reference);
              }
            });
    return silent;
  }

  private static String wanted(
      ComponentConfigurationDTO component, UnsatisfiedReferenceDTO unsatisfied) {
    String type =
        Arrays.stream(component.description.references)
            .filter(reference -> reference.name.equals(unsatisfied.name))
            .map(reference -> reference.interfaceName)
            .findFirst()
            .orElse(unsatisfied.name);
    String filter = Objects.requireNonNullElse(unsatisfied.target, "");
    return "the service " + type + (filter.isEmpty() ? "" : " " + filter);
  }

  /** The first line of the innermost exception of a stack trace. */
  private static String rootCause(@Nullable String stackTrace) {
    String cause = "Caused by: ";
    String text = Objects.requireNonNullElse(stackTrace, "");
    int begin = text.lastIndexOf(cause);
    return (begin < 0 ? text : text.substring(begin + cause.length())).split("\\R", 2)[0];
  }

  /** The components that need no configuration to be there. */
  private List<ComponentConfigurationDTO> configurations(Bundle bundle) {
    List<ComponentConfigurationDTO> configurations = new ArrayList<>();
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
      if (description.defaultEnabled && !"require".equals(description.configurationPolicy)) {
        configurations.addAll(components.getComponentConfigurationDTOs(description));
      }
    }
    return configurations;
  }

  private static Stream<ServiceReference<?>> registered(Bundle bundle) {
    ServiceReference<?>[] references = bundle.getRegisteredServices();
    return references == null ? Stream.empty() : Arrays.stream(references);
  }

  private static String[] types(ServiceReference<?> reference) {
    return (String[]) reference.getProperty(Constants.OBJECTCLASS);
  }

  /** The types of the services that a bundle's manifest announces. */
  static Stream<String> declared(Bundle bundle) {
    return bundle.adapt(BundleRevision.class).getDeclaredCapabilities("osgi.service").stream()
        .map(capability -> capability.getAttributes().get(Constants.OBJECTCLASS))
        .filter(Collection.class::isInstance)
        .flatMap(types -> ((Collection<?>) types).stream())
        .map(Object::toString);
  }
}
