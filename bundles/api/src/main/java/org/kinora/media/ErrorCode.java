package org.kinora.media;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The name of a failure, the same word in Java, in the shell, in the protocol and in {@code
 * docs/reference/errors.md}. Plugins bring enums of their own with a domain of their own. A
 * constant, so any thread may use it.
 */
@ConsumerType
public interface ErrorCode {
  /** The word, in capitals. */
  String name();

  /** Who defines it: {@code kinora}, or the plugin's symbolic name. */
  String domain();

  /** Who can do something about it. */
  ErrorKind kind();

  /** What a person can do, in one sentence. */
  String remedy();
}
