package org.kinora.engine.plugin.lease;

import java.util.Arrays;
import java.util.List;
import org.osgi.framework.ServiceReference;

/** What a service says of itself. */
public final class ServiceProperties {
  private ServiceProperties() {}

  /** The texts of a property that may have one value or several; none where it is absent. */
  public static List<String> texts(ServiceReference<?> reference, String property) {
    Object value = reference.getProperty(property);
    if (value instanceof String[] several) {
      return Arrays.asList(several);
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  /** The number in a property, 0 where it is absent. */
  public static long number(ServiceReference<?> reference, String property) {
    return reference.getProperty(property) instanceof Number number ? number.longValue() : 0;
  }
}
