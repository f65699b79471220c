package org.kinora.logging;

import ch.qos.logback.core.PropertyDefinerBase;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Gives {@code logback.xml} a property of the framework; outside a framework, a system property.
 *
 * <p>Logback makes one for each {@code <define>} element and calls the setters before it asks for
 * the value.
 */
public final class FrameworkProperty extends PropertyDefinerBase {
  private String name = "";
  private String fallback = "";

  /** Takes the property's name. */
  public void setName(String name) {
    this.name = name;
  }

  /** Takes the value for when the property is not set. */
  public void setFallback(String fallback) {
    this.fallback = fallback;
  }

  @Override
  public String getPropertyValue() {
    String value = lookUp();
    return value == null || value.isBlank() ? fallback : value;
  }

  private @Nullable String lookUp() {
    Bundle bundle = FrameworkUtil.getBundle(FrameworkProperty.class);
    BundleContext context = bundle == null ? null : bundle.getBundleContext();
    return context == null ? System.getProperty(name) : context.getProperty(name);
  }
}
