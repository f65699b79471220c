package org.kinora.plugins;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The settings of all bundles that use Kinora's API and describe theirs with metatype. They are
 * kept by Configuration Admin and survive restarts. Who offers a service works by a new value when
 * the call that set it returns, or soon after if that takes longer than five seconds. Safe for many
 * threads.
 */
@ProviderType
public interface Settings {
  /**
   * All settings, by configuration, then as their bundle lists them.
   *
   * @throws IOException if the configurations cannot be read
   */
  List<Setting> list() throws IOException;

  /**
   * Sets one.
   *
   * @param values one, or any number if the setting holds several
   * @return the setting as it is now
   * @throws IOException ARGUMENT_INVALID if there is no such setting or it cannot have these
   *     values; nothing is changed then
   */
  Setting set(String pid, String name, List<String> values) throws IOException;

  /**
   * Gives one its usual values back.
   *
   * @return the setting as it is now
   * @throws IOException ARGUMENT_INVALID if there is no such setting
   */
  Setting reset(String pid, String name) throws IOException;
}
