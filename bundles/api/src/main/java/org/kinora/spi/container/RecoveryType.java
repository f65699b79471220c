package org.kinora.spi.container;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties of a {@link FileRecovery}. */
@ComponentPropertyType
public @interface RecoveryType {
  /** The containers whose files it makes whole, as {@link MuxerType#container} names them. */
  String[] container();
}
