package org.kinora.shell.text;

import java.util.regex.Pattern;

/** Text from files, made safe for a terminal. */
public final class Printable {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\x80-\\x9f]");

  private Printable() {}

  /** Puts a question mark for each control character, so that no file can steer a terminal. */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
