package org.kinora.media;

/** Who can do something about an error. */
public enum ErrorKind {
  /** The caller: an argument, a name, a choice. */
  USER,
  /** The recording or file. */
  DATA,
  /** The machine: disk, memory, time, a missing plugin. */
  RESOURCE,
  /** Nobody but us: a fault in Kinora or a plugin. */
  INTERNAL
}
