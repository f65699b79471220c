package org.kinora.plugins;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What is plugged in right now. Safe for many threads. */
@ProviderType
public interface Plugins {
  /** All providers, by kind, then by the order in which they are preferred. */
  List<PluginInfo> list();
}
