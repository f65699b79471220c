package org.kinora.deploy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of the plugins folder. */
@ObjectClassDefinition(
    name = "Plugins folder",
    description = "Which jars of the plugins folder may run, and when a new version has failed.")
@interface FolderSettings {
  /** The configuration that holds them. */
  String PID = "org.kinora.deploy";

  /** How long services of a new version may take. */
  @AttributeDefinition(
      name = "Limit for services",
      description =
          "How long an update waits for the services of the new version, in milliseconds."
              + " Then the old version stays.",
      min = "0",
      max = "600000")
  int serviceLimitMs() default 2000;

  /** How long an old version may be held. */
  @AttributeDefinition(
      name = "Limit for draining",
      description =
          "How long a version that was replaced or removed may still be held by sessions that began"
              + " with it, in seconds. Then it is torn out of them. 0 is for as long as they last.",
      min = "0",
      max = "31536000")
  int drainLimitS() default 0;

  /** Whether others may change the folder. */
  @AttributeDefinition(
      name = "Shared folder",
      description =
          "Whether the folder and its jars may belong to other users and be writable for them."
              + " Whoever can write there can do all that Kinora can.")
  boolean sharedFolder() default false;

  /** The jars that may run. */
  @AttributeDefinition(
      name = "Allowed checksums",
      description =
          "SHA-256 checksums of the jars that may run, beside those in the folder's file"
              + " allowed.sha256. If neither names one, every jar may.")
  String[] allowedSums() default {};
}
