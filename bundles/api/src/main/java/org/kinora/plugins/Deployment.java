package org.kinora.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes which plugins run, while everything else goes on. The plugins folder says what shall be
 * there: whoever puts a jar into it, replaces or deletes it changes the same as these methods do.
 *
 * <p>Of several jars of one bundle, those of the installation included, the highest version runs. A
 * new version starts beside the old one; the old one goes only when the new one is active and its
 * declared services answer, and stays otherwise.
 *
 * <p>Safe for many threads; changes happen one after the other, and a method returns when its own
 * is done. Failures carry a {@link PluginError} or, below that, a {@link
 * org.kinora.media.MediaError}, and leave everything as it was.
 */
@ProviderType
public interface Deployment {
  /** The plugins folder. It need not exist. */
  Path folder();

  /** What lies in the folder and what became of it, by file name. */
  List<DeployedPlugin> deployed();

  /**
   * Copies a jar into the folder and starts it.
   *
   * @param jar anywhere; it is read once and may go afterwards
   * @throws IOException if the jar is refused; TARGET_EXISTS if a higher version of the bundle runs
   */
  DeploymentChange install(Path jar) throws IOException;

  /**
   * Replaces a bundle by another version of it, which may be lower. The folder holds that jar alone
   * of the bundle afterwards.
   *
   * @param bundle the symbolic name of a bundle that runs
   * @param jar anywhere; it is read once and may go afterwards
   * @throws IOException if the jar is refused; PLUGIN_NOT_FOUND if there is no such bundle;
   *     ARGUMENT_INVALID if the jar holds another one; TARGET_EXISTS if the installation itself
   *     holds a higher version, which would come back
   */
  DeploymentChange update(String bundle, Path jar) throws IOException;

  /**
   * Deletes the jars of a bundle from the folder and stops it. If the installation itself holds a
   * version of it, that one comes back.
   *
   * @param bundle the bundle's symbolic name
   * @throws IOException PLUGIN_FIXED if it is not from the folder; PLUGIN_NOT_FOUND if there is no
   *     such bundle
   */
  DeploymentChange uninstall(String bundle) throws IOException;
}
