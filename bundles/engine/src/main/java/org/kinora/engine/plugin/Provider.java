package org.kinora.engine.plugin;

import java.util.List;
import java.util.Objects;
import org.kinora.engine.plugin.lease.ServiceProperties;
import org.osgi.framework.ServiceReference;

/**
 * One plugin's service with what it says of itself. What the service makes is a lease, which
 * outlives the plugin. It may be kept: when the plugin drains or has gone, calls go to the one that
 * takes its place.
 *
 * @param <T> the service's type
 * @param service the service
 * @param reference its registration, which tells what it says of itself
 */
public record Provider<T>(T service, ServiceReference<T> reference) {
  /** The text of a service property, empty where it is absent. */
  public String text(String property) {
    return Objects.toString(reference.getProperty(property), "");
  }

  /** Whether a service property is there and true. */
  public boolean isSet(String property) {
    return Boolean.TRUE.equals(reference.getProperty(property));
  }

  /** The number in a service property, 0 where it is absent. */
  public long number(String property) {
    return ServiceProperties.number(reference, property);
  }

  /** The texts of a service property that may have one value or several. */
  public List<String> texts(String property) {
    return ServiceProperties.texts(reference, property);
  }
}
