package org.kinora.engine.plugin;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of the choice of plugins. */
@ObjectClassDefinition(name = "Choice of plugins", description = "Which plugin does what.")
@interface PluginSettings {
  /** The configuration that holds them. */
  String PID = "org.kinora.plugins";

  /** Which bundles are preferred. */
  @AttributeDefinition(
      name = "Preferred plugins",
      description =
          "Which bundle provides something, whatever the ranking of others: kind, name and symbolic"
              + " name, such as 'encoder h264 org.example.codec'. The command 'prefer' sets it.")
  String[] preferred() default {};
}
