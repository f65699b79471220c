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

  /**
   * The options of its muxers, one entry each: {@code name=default, what it does}. Empty without
   * options.
   */
  String[] container_options() default {};

  /**
   * Whether it presents from any picture on: samples before time 0, or behind {@link
   * MuxerSettings#endUs}, are decoded and not shown. Others begin at a key frame.
   */
  boolean container_editLists() default false;

  /** Whether files that are written live can be read after a crash. */
  boolean container_live() default false;

  /** One line for people. */
  String description();
}
