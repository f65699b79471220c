package org.kinora.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of exports. */
@ObjectClassDefinition(name = "Exports", description = "How many work, and when they begin again.")
@interface ExportSettings {
  /** The configuration that holds them. */
  String PID = "org.kinora.export";

  /** How many composed exports work at a time. */
  @AttributeDefinition(
      name = "Exports at a time",
      description =
          "How many composed exports work at a time; the others wait."
              + " 0 is what the framework property kinora.export.jobs says, or else 1.",
      min = "0",
      max = "99")
  int jobsAtATime() default 0;

  /** How long an export waits for another plugin. */
  @AttributeDefinition(
      name = "Wait for a plugin",
      description =
          "How long an export whose plugin was taken away waits for another one that does the"
              + " same, in milliseconds. Then it fails with PLUGIN_GONE.",
      min = "0",
      max = "3600000")
  int restartWaitMs() default 10000;

  /** How often an export begins again. */
  @AttributeDefinition(
      name = "Restarts",
      description = "How often an export begins again because a plugin was taken away.",
      min = "0",
      max = "1000")
  int restarts() default 5;
}
