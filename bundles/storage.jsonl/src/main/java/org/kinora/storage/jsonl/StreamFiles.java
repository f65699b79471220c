package org.kinora.storage.jsonl;

/** The streams a recording directory can hold: each a file of samples and its index. */
enum StreamFiles {
  /** The captured screen. Its description is the top level of meta.json. */
  VIDEO(1, "data.bin", "index.jsonl", ""),
  /** A camera beside it. */
  CAMERA(2, "camera.bin", "camera-index.jsonl", "camera"),
  /** Sound. */
  AUDIO(3, "audio.bin", "audio-index.jsonl", "audio"),
  /** Where the mouse was: each line is a sample by itself, on a clock of its own. */
  MOUSE(4, "mouse.jsonl", "mouse.jsonl", "mouse");

  /** The id of the track where meta.json gives none. */
  final int defaultTrackId;

  final String data;
  final String index;

  /** The member of meta.json that describes the stream; empty for the top level. */
  final String member;

  StreamFiles(int defaultTrackId, String data, String index, String member) {
    this.defaultTrackId = defaultTrackId;
    this.data = data;
    this.index = index;
    this.member = member;
  }

  /** Whether a sample is a key frame only where its line says so. */
  boolean arePictures() {
    return this == VIDEO || this == CAMERA;
  }

  /** Whether the lines are the samples, and not a list of them. */
  boolean areEvents() {
    return this == MOUSE;
  }
}
