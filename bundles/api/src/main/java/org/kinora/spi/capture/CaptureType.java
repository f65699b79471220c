package org.kinora.spi.capture;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link CaptureFactory}. */
@ComponentPropertyType
public @interface CaptureType {
  /** The kinds of sources, as they stand before the first colon: {@code rtsp}, {@code v4l2}. */
  String[] capture();

  /** One line for people. */
  String description();
}
