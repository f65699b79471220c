package org.kinora.spi.compose;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was recorded at one time.
 *
 * @param timeUs the time in the recording, which zooms, captions and masks go by
 * @param layers the pictures that are shown then
 * @param pointer where the pointer is; absent where that was not recorded
 */
public record Moment(long timeUs, List<Layer> layers, Optional<PointerState> pointer) {
  /** Copies the list. */
  public Moment {
    layers = List.copyOf(layers);
    Objects.requireNonNull(pointer);
  }

  /** The picture of a layer. */
  public Optional<Layer> layer(String name) {
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }
}
