package org.kinora.plugins;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is plugged in right now, and who uses it. Safe for many threads.
 *
 * <p>Whoever begins a session with a plugin (a reader, a writer, a muxer, a codec, a compositor, a
 * capture) holds a lease on it until the session ends. Of several providers of one thing the one
 * that the setting {@code preferred} names is chosen, then the one with the highest ranking, then
 * the one of the highest bundle version, then the oldest.
 */
@ProviderType
public interface Plugins {
  /** All providers, by kind, then by the order in which they are preferred. */
  List<PluginInfo> list();

  /** All sessions that are open, the oldest first. */
  List<PluginLease> leases();

  /**
   * Lets no new session begin with the providers of a bundle, moves the readers that are open to
   * another provider of their format, and waits until no session is left. Readers go on where they
   * are; where nobody takes them over they are waited for like all others. Nothing else is cut off;
   * the bundle goes on running.
   *
   * @param bundleId the framework's number of the bundle; one that provides nothing is free at once
   * @param limit how long it waits; zero to ask only, but sessions that are just beginning are
   *     waited for in any case, at most five seconds
   * @return who still holds it; nobody if the bundle may go now
   */
  List<PluginLease> drain(long bundleId, Duration limit) throws InterruptedException;

  /** Lets sessions begin again with the providers of a bundle. */
  void undrain(long bundleId);

  /**
   * Says which provider is chosen and why the others are not.
   *
   * @param input for storage the place of a recording, for captures a source, else the name of what
   *     is provided: {@code h264}, {@code mp4}
   * @return the providers in the order in which they are asked; none for a name that nobody
   *     provides
   * @throws IOException if the place cannot be looked at
   */
  List<PluginChoice> why(PluginInfo.Kind kind, String input) throws IOException;
}
