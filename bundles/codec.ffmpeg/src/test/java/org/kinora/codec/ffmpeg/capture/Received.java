package org.kinora.codec.ffmpeg.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFrame;
import org.kinora.spi.capture.CaptureSink;

/** Keeps what a capture hands over. */
final class Received implements CaptureSink {
  final List<Sample> samples = new ArrayList<>();
  final List<Picture> pictures = new ArrayList<>();
  final List<Sound> sounds = new ArrayList<>();

  record Sample(int trackId, SampleInfo info, Blob data) {}

  record Picture(int trackId, long timeUs, int width, int height) {}

  record Sound(int trackId, long timeUs, int count) {}

  @Override
  public void sample(int trackId, SampleInfo info, ByteBuffer data) {
    samples.add(new Sample(trackId, info, Blob.of(data)));
  }

  @Override
  public void frame(int trackId, Frame frame) {
    if (frame instanceof VideoFrame picture) {
      pictures.add(new Picture(trackId, picture.timeUs(), picture.width(), picture.height()));
    } else if (frame instanceof AudioFrame sound) {
      sounds.add(new Sound(trackId, sound.timeUs(), sound.count()));
    }
  }

  /** The samples of one track. */
  List<Sample> of(int trackId) {
    return samples.stream().filter(sample -> sample.trackId() == trackId).toList();
  }
}
