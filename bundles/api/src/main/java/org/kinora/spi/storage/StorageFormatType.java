package org.kinora.spi.storage;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link StorageFormat}. */
@ComponentPropertyType
public @interface StorageFormatType {
  /** The format's name, one word: {@code jsonl}. */
  String format();

  /**
   * The on-disk versions it reads. Empty where versions mean nothing, as for foreign containers.
   */
  int[] format_reads() default {};

  /** The on-disk version it writes; -1 if it only reads. */
  int format_writes() default -1;

  /**
   * The options of its writer, one entry each: {@code name=default, what it does}. Empty without
   * options.
   */
  String[] format_options() default {};

  /**
   * What its writer does not keep of a recording, one sentence for people each: {@code times are
   * rounded to milliseconds}. Empty where a copy is the same in all that {@link
   * org.kinora.media.RecordingInfo} and {@link org.kinora.media.SampleInfo} can say.
   */
  String[] format_loses() default {};

  /**
   * By how many microseconds at most a sample's times change on the way through its writer and
   * reader. A copy whose times change by more is refused; by less, the user is told.
   */
  long format_toleranceUs() default 0;

  /** One line for people. */
  String description();
}
