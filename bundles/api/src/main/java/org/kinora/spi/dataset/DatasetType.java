package org.kinora.spi.dataset;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link DatasetFormat}. */
@ComponentPropertyType
public @interface DatasetType {
  /** The format's name, one word: {@code shards}. */
  String dataset();

  /** Its options, one entry each: {@code name=default, what it does}. Empty without options. */
  String[] dataset_options() default {};

  /** The codecs it prefers for pictures that are encoded again, best first. */
  String[] dataset_codecs();

  /** The containers of its video files, the preferred one first. */
  String[] dataset_containers();

  /** One line for people. */
  String description();
}
