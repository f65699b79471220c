package org.kinora.container.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What a file says of itself to players: {@code meta} with a list of named values, as iTunes began
 * it and all of them read it.
 */
final class UserData {
  private static final int TEXT = 1;
  private static final String DOMAIN = "org.kinora";

  private final ByteArrayOutputStream list = new ByteArrayOutputStream();

  /**
   * Adds a value with one of the names that have four letters, {@code ©nam}; not if it is empty.
   */
  UserData with(String name, String value) {
    if (!value.isEmpty()) {
      list.writeBytes(box(name, data(value)));
    }
    return this;
  }

  /** Adds a value with a name of our own; not if it is empty. */
  UserData withOwn(String name, String value) {
    if (!value.isEmpty()) {
      list.writeBytes(
          box(
              "----",
              box("mean", new byte[4], DOMAIN.getBytes(UTF_8)),
              box("name", new byte[4], name.getBytes(UTF_8)),
              data(value)));
    }
    return this;
  }

  /** The boxes to put into {@code udta}. */
  byte[] toBoxes() {
    byte[] handler = new byte[25];
    ByteBuffer.wrap(handler).position(8).put("mdirappl".getBytes(UTF_8));
    return box("meta", new byte[4], box("hdlr", handler), box("ilst", list.toByteArray()));
  }

  private static byte[] data(String value) {
    byte[] typeAndLocale = {0, 0, 0, TEXT, 0, 0, 0, 0};
    return box("data", typeAndLocale, value.getBytes(UTF_8));
  }

  /** The copyright sign of a name is one byte: names are ISO 8859-1. */
  private static byte[] box(String name, byte[]... parts) {
    return SampleEntries.box(name, parts);
  }
}
