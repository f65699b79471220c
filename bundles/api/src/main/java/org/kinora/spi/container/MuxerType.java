package org.kinora.spi.container;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link MuxerFactory}. */
@ComponentPropertyType
public @interface MuxerType {
  /** The container's name, one word: {@code mp4}. */
  String container();

  /** The usual file name extension, without the dot. */
  String extension();

  /**
   * The codecs it prefers when frames must be encoded, best first: video ones before audio ones.
   */
  String[] container_codecs();

  /** One line for people. */
  String description();
}
