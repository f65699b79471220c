package org.kinora.lib.boxes;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Walks the parts of an MP4, Matroska or WAVE file. */
public final class Structure {
  private static final int EBML = 0x1A45DFA3;
  private static final int RIFF = 0x52494646;
  private static final int RF64 = 0x52463634;

  private Structure() {}

  /**
   * Hands over every part, outer ones before those within. A part that reaches beyond the file or
   * the one around it is the last of its level, and its detail says so. Reads headers and small
   * values only, never samples.
   *
   * @return the kind of file: {@code mp4}, {@code matroska} or {@code wave}; empty, with no part
   *     handed over, if it is none of them
   */
  public static String walk(SeekableByteChannel channel, PartSink sink) throws IOException {
    FileWindow file = new FileWindow(channel);
    if (file.size() < 8) {
      return "";
    }
    int first = file.at(0, 4).getInt();
    if (first == EBML) {
      new MatroskaElements(file, sink).walk();
      return "matroska";
    }
    if (first == RIFF || first == RF64) {
      new RiffChunks(file, sink).walk();
      return "wave";
    }
    if (Mp4Boxes.startsFile(file.at(4, 4).getInt())) {
      new Mp4Boxes(file, sink).walk();
      return "mp4";
    }
    return "";
  }

  /** What is said of a part that reaches too far. */
  static String cut(long beyond) {
    return "cut: " + beyond + " bytes are missing";
  }
}
