package org.kinora.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The components that work by a configuration. Configuration Admin tells them of a change on a
 * thread of its own; a component that has taken it shows it in the properties of its service (OSGi
 * Compendium 8.1, section 112.7.3).
 */
final class ConfiguredComponents {
  /** Who takes longer works by it soon after; nothing is wrong with it. */
  private static final long LIMIT_MS = 5000;

  private final BundleContext context;
  private final ServiceComponentRuntime components;

  ConfiguredComponents(BundleContext context, ServiceComponentRuntime components) {
    this.context = context;
    this.components = components;
  }

  /**
   * Waits until those that offer a service have taken a value.
   *
   * @param value null where the component's own is back
   */
  void await(String pid, String name, @Nullable Object value) {
    List<ComponentDescriptionDTO> configured =
        components.getComponentDescriptionDTOs().stream()
            .filter(component -> List.of(component.configurationPid).contains(pid))
            .toList();
    try {
      ServiceChanges.await(
          context,
          () -> configured.stream().allMatch(component -> hasTaken(component, name, value)),
          LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasTaken(ComponentDescriptionDTO component, String name, @Nullable Object value) {
    @Nullable Object expected = value == null ? component.properties.get(name) : value;
    return services(component)
        .allMatch(service -> Objects.deepEquals(service.getProperty(name), expected));
  }

  private Stream<ServiceReference<?>> services(ComponentDescriptionDTO component) {
    try {
      String filter = "(" + ComponentConstants.COMPONENT_NAME + "=" + component.name + ")";
      ServiceReference<?> @Nullable [] found = context.getAllServiceReferences(null, filter);
      return found == null ? Stream.empty() : Arrays.stream(found);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(component.name, e);
    }
  }
}
