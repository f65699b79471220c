package org.kinora.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of playback. */
@ObjectClassDefinition(name = "Playback", description = "What is kept in memory.")
@interface PlaybackSettings {
  /** The configuration that holds them. */
  String PID = "org.kinora.playback";

  /** The most that samples take in memory. */
  @AttributeDefinition(
      name = "Cache",
      description =
          "The most bytes of samples that all open recordings together keep in memory; 0 for none."
              + " -1 is what the framework property kinora.cache.bytes says, or else 200,000,000.",
      min = "-1")
  long cacheBytes() default -1;
}
