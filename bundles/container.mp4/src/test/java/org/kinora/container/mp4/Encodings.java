package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/** Two seconds of pictures or three of sound, encoded by FFmpeg. */
enum Encodings {
  H264("h264", "avcC", "-c:v libx264 -preset ultrafast -x264-params bframes=3:b-adapt=0:keyint=20"),
  BASELINE("h264", "avcC", "-c:v libx264 -profile:v baseline"),
  H264_VARIABLE(
      "h264",
      "avcC",
      "-vf select='not(between(mod(n\\,11)\\,3\\,7))' -fps_mode vfr -c:v libx264 -preset ultrafast"),
  H265("h265", "hvcC", "-c:v libx265 -preset ultrafast -x265-params bframes=3:log-level=none"),
  VP8("vp8", "", "-c:v libvpx -g 999"),
  VP9("vp9", "", "-c:v libvpx-vp9 -g 20 -deadline realtime -cpu-used 8"),
  AV1("av1", "", "-c:v libsvtav1 -g 20 -preset 12"),
  OPUS("opus", "", "-c:a libopus"),
  AAC("aac", "", "-ac 2 -c:a aac"),
  FLAC("flac", "", "-c:a flac");

  private static final String PICTURES = "testsrc2=size=320x240:rate=25:duration=2";
  private static final String SOUND = "sine=frequency=440:sample_rate=48000:duration=3.005";

  /** Stream information of FLAC behind the entry's fields and the boxes in front of it. */
  private static final int FLAC_INFO_AT = 60;

  private final String codec;
  private final String configName;
  private final String settings;

  Encodings(String codec, String configName, String settings) {
    this.codec = codec;
    this.configName = configName;
    this.settings = settings;
  }

  static Stream<Encodings> all() {
    return EnumSet.complementOf(EnumSet.of(BASELINE)).stream();
  }

  /** Whether FFmpeg takes durations from the file: those of VP8 and VP9 it guesses. */
  boolean durationsAreRead() {
    return this != VP8 && this != VP9;
  }

  Source source(Path dir) throws IOException {
    boolean picture = !settings.contains("-c:a");
    boolean ivf = this == VP8;
    Path file = dir.resolve(name() + (ivf ? ".ivf" : ".mp4"));
    List<String> arguments =
        new ArrayList<>(List.of("-f", "lavfi", "-i", picture ? PICTURES : SOUND));
    arguments.addAll(List.of(settings.split(" ")));
    if (picture) {
      arguments.addAll(List.of("-pix_fmt", "yuv420p"));
    }
    arguments.add(file.toString());
    Ffmpeg.run(arguments.toArray(String[]::new));
    return ivf ? Source.ivf(file, format(Blob.EMPTY)) : Source.mp4(file, 0, format(config(file)));
  }

  /** The same as a byte stream, with parameter sets in front of each key frame. */
  Source annexB(Path dir) throws IOException {
    Source source = source(dir);
    NalCodec nals = NalCodec.of(codec).orElseThrow();
    VideoFormat format = (VideoFormat) source.track().format();
    ParameterSets sets = ParameterSets.fromConfig(nals, format.config());
    List<SampleInfo> infos = new ArrayList<>();
    List<Blob> data = new ArrayList<>();
    for (int i = 0; i < source.infos().size(); i++) {
      SampleInfo info = source.infos().get(i);
      ByteBuffer before = info.keyframe() ? sets.annexB().buffer() : ByteBuffer.allocate(0);
      ByteBuffer sample = source.data().get(i).buffer();
      data.add(Blob.of(LengthPrefixed.toAnnexB(sample, 4, before, ByteBuffer.allocate(0))));
      infos.add(
          new SampleInfo(
              info.timeUs(),
              info.decodeTimeUs(),
              info.durationUs(),
              data.get(i).size(),
              info.keyframe()));
    }
    Track track = new Track(1, format(Blob.EMPTY), source.track().timescale(), "");
    return new Source(track, infos, data);
  }

  private TrackFormat format(Blob config) {
    return switch (this) {
      case OPUS -> new AudioFormat(codec, 48_000, 1, 312, Blob.EMPTY);
      case AAC -> new AudioFormat(codec, 48_000, 2, 0, Blob.of((byte) 0x11, (byte) 0x90));
      case FLAC -> new AudioFormat(codec, 48_000, 1, 0, config);
      default -> new VideoFormat(codec, 320, 240, ColorInfo.UNSPECIFIED, config);
    };
  }

  private Blob config(Path file) throws IOException {
    ByteBuffer description = Boxes.of(file).only("moov/trak/mdia/minf/stbl/stsd");
    if (this == FLAC) {
      return Blob.of(description.slice(FLAC_INFO_AT, 34));
    }
    if (configName.isEmpty()) {
      return Blob.EMPTY;
    }
    int at = 94; // header and fields of a video sample description
    while (!Boxes.text(description, at + 4, 4).equals(configName)) {
      at += description.getInt(at);
    }
    return Blob.of(description.slice(at + 8, description.getInt(at) - 8));
  }
}
