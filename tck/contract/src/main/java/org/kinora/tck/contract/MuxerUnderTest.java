package org.kinora.tck.contract;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.MuxerFactory;

/** A container's muxers and what its contracts must know of them. */
public interface MuxerUnderTest {
  /** The muxers that are tested. */
  MuxerFactory factory();

  /** What they promise. */
  MuxerBehaviour behaviour();

  /** One clip or more of each codec that they take. */
  List<Clip> clips(RealClips real) throws IOException;

  /** What makes their cut files whole, where something does. */
  default Optional<FileRecovery> recovery() {
    return Optional.empty();
  }
}
