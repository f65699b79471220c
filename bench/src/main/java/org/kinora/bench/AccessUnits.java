package org.kinora.bench;

import java.util.ArrayList;
import java.util.List;

/** The pictures of an Annex-B H.264 stream with one slice a picture, as libx264 writes it. */
final class AccessUnits {
  private static final int SLICE = 1;
  private static final int IDR_SLICE = 5;

  private final byte[] stream;
  private final List<Integer> starts = new ArrayList<>();
  private final List<Boolean> keyframes = new ArrayList<>();

  AccessUnits(byte[] stream) {
    this.stream = stream;
    int begin = 0;
    for (int i = 0; i + 4 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        int type = stream[i + 3] & 31;
        if (type == SLICE || type == IDR_SLICE) {
          starts.add(begin);
          keyframes.add(type == IDR_SLICE);
          begin = nextStart(i + 4);
        }
      }
    }
    starts.add(stream.length);
  }

  /** Where the unit behind a slice begins: at its start code, with the zero in front of it. */
  private int nextStart(int from) {
    for (int i = from; i + 3 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        return i > 0 && stream[i - 1] == 0 ? i - 1 : i;
      }
    }
    return stream.length;
  }

  byte[] bytes() {
    return stream;
  }

  int count() {
    return keyframes.size();
  }

  int size(int i) {
    return starts.get(i + 1) - starts.get(i);
  }

  boolean isKeyframe(int i) {
    return keyframes.get(i);
  }
}
