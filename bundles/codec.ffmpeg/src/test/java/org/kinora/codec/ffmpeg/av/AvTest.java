package org.kinora.codec.ffmpeg.av;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class AvTest {
  @Test
  void view_ofNothing_isEmpty() {
    try (BytePointer memory = new BytePointer(4)) {
      assertEquals(0, Av.view(memory, 0).remaining());
      assertEquals(4, Av.view(memory, 4).remaining());
    }
  }
}
