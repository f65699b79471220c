package org.kinora.container.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Samples that are stored as they are; the first one, a key frame, tells the entry. */
final class KeyframeForm implements SampleForm {
  private final Function<ByteBuffer, Optional<Blob>> configOf;
  private final UnaryOperator<Blob> entryOf;
  private Blob entry = Blob.EMPTY;

  /**
   * A form whose entry is still to come.
   *
   * @param configOf the decoder configuration that a key frame tells; moves no position
   * @param entryOf the entry for a decoder configuration
   */
  KeyframeForm(Function<ByteBuffer, Optional<Blob>> configOf, UnaryOperator<Blob> entryOf) {
    this.configOf = configOf;
    this.entryOf = entryOf;
  }

  @Override
  public ByteBuffer stored(ByteBuffer data) throws MediaException {
    if (entry.isEmpty()) {
      Blob config =
          configOf
              .apply(data.duplicate())
              .orElseThrow(
                  () ->
                      new MediaException(
                          MediaError.DECODE_ERROR,
                          "the first sample is no key frame, and the track has no configuration"));
      entry = entryOf.apply(config);
    }
    return data;
  }

  @Override
  public Blob entry() {
    return entry;
  }
}
