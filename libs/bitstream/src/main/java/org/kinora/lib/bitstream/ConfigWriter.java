package org.kinora.lib.bitstream;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/** Collects the bytes of a decoder configuration, big-endian. */
final class ConfigWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final String what;

  ConfigWriter(String what) {
    this.what = what;
  }

  ConfigWriter u8(int value) {
    out.write(value);
    return this;
  }

  ConfigWriter u16(int value) {
    return u8(value >> 8).u8(value);
  }

  ConfigWriter bytes(Blob blob) {
    out.writeBytes(blob.toByteArray());
    return this;
  }

  /** Each parameter set behind its length of two bytes. */
  ConfigWriter sets(List<Blob> sets) throws MediaException {
    for (Blob set : sets) {
      if (set.size() > 0xFFFF) {
        throw BitReader.broken(what, "a parameter set of " + set.size() + " bytes does not fit");
      }
      u16(set.size()).bytes(set);
    }
    return this;
  }

  Blob blob() {
    return Blob.of(out.toByteArray());
  }
}
