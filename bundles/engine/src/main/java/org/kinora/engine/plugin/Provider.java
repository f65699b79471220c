package org.kinora.engine.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.ServiceReference;

/**
 * One plugin's service with what it says of itself.
 *
 * @param service the service
 * @param reference its registration, which orders providers by ranking
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
    return reference.getProperty(property) instanceof Number number ? number.longValue() : 0;
  }

  /** The texts of a service property that may have one value or several. */
  public List<String> texts(String property) {
    Object value = reference.getProperty(property);
    if (value instanceof String[] several) {
      return Arrays.asList(several);
    }
    return value == null ? List.of() : List.of(value.toString());
  }
}
